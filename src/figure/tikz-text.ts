/** Text and colours as LaTeX takes them; signs that text fonts have are not taken from the serif fonts of formulas. */

const special: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  _: "\\_",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\ensuremath{<}",
  ">": "\\ensuremath{>}",
  "|": "\\ensuremath{|}",
  '"': "{''}",
  µ: "\\textmu{}",
  "×": "\\texttimes{}",
  "·": "\\textperiodcentered{}",
  "±": "\\textpm{}",
  "−": "\\textminus{}",
  "≥": "\\ensuremath{\\ge}",
  "≤": "\\ensuremath{\\le}",
  "→": "\\ensuremath{\\to}",
  "²": "\\texttwosuperior{}",
  "³": "\\textthreesuperior{}",
  "–": "--",
  "—": "---",
  "…": "\\dots{}",
  é: "\\'e",
};

/** Any text, on one line; what a plain LaTeX has no letter for is a question mark. */
export function latexText(text: string): string {
  let out = "";
  for (const char of text) {
    const known = special[char];
    const code = char.codePointAt(0) ?? 0;
    out += known ?? (code < 0x20 ? " " : code < 0x7f ? char : "?");
  }
  return out;
}

/** Names for colours in the order they are asked for, and the lines that define them. */
export function colorNames(): {
  readonly nameOf: (color: string) => string;
  readonly definitions: () => readonly string[];
} {
  const names = new Map<string, string>();
  return {
    nameOf: (color) => {
      const hex = color.slice(1).toUpperCase();
      const name = names.get(hex) ?? `ink${names.size}`;
      names.set(hex, name);
      return name;
    },
    definitions: () => [...names].map(([hex, name]) => `\\definecolor{${name}}{HTML}{${hex}}`),
  };
}

/** A number without exponent for lengths; coordinates may be tiny, so those keep theirs. */
export const length = (points: number): string => `${Math.round(points * 1000) / 1000}bp`;

/** A coordinate as pgfplots reads it. */
export const coordinate = (value: number): string => String(Number(value.toPrecision(8)));
