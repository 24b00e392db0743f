import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, test } from "vitest";
import { figureSource } from "../testing/figure-source.ts";
import { defaultChoice, kindIds } from "./choice.ts";
import { styleOf } from "./draw/style.ts";
import { kindOf } from "./kinds/index.ts";
import { isMissing } from "./source.ts";
import { tikzOf } from "./tikz.ts";
import { latexText } from "./tikz-text.ts";

/** LaTeX, and the packages that the figures ask for. */
const hasLatex =
  spawnSync("pdflatex", ["--version"]).status === 0 &&
  spawnSync("kpsewhich", ["standalone.cls", "pgfplots.sty"]).status === 0;
const source = await figureSource();
const style = styleOf({ ...defaultChoice, palette: "grey", titled: true });
const texts = kindIds.map((id) => {
  const figure = kindOf(id).figureOf(source, undefined);
  return isMissing(figure) ? expect.fail(figure.missing) : { id, tex: tikzOf(figure, style), figure };
});

/** Braces and brackets that are no part of an escape must close in order. */
function unbalanced(tex: string): string {
  const open: string[] = [];
  for (const [found] of tex
    .replaceAll(/\\[{}%]/g, "")
    .replaceAll(/%.*$/gm, "")
    .matchAll(/[{}[\]]/g)) {
    if (found === "{" || found === "[") open.push(found);
    else if (open.pop() !== (found === "}" ? "{" : "[")) return `${found} closes nothing`;
  }
  return open.join("");
}

/** Commands of LaTeX, of the packages that the head loads, and of TikZ and pgfplots; whatever else is used is a slip. */
const commands = new Set(
  (
    "documentclass usepackage begin end definecolor pgfplotsset usetikzlibrary " +
    "useasboundingbox path draw fill node addplot " +
    "sffamily fontsize selectfont bfseries textsuperscript " +
    "textmu texttimes textperiodcentered textpm textminus texttwosuperior textthreesuperior " +
    "ensuremath ge le to dots textbackslash textasciitilde textasciicircum"
  ).split(" "),
);

/** Environments in the order in which they close; fails where one closes another. */
function environments(tex: string): readonly string[] {
  const open: string[] = [];
  const closed: string[] = [];
  for (const [, word, name = ""] of tex.matchAll(/\\(begin|end)\{(\w+)\}/g)) {
    if (word === "begin") open.push(name);
    else {
      expect(open.pop(), `what \\end{${name}} closes`).toBe(name);
      closed.push(name);
    }
  }
  expect(open, "environments that stay open").toEqual([]);
  return closed;
}

/** Every path and plot of a picture ends in a semicolon: the next command, or the end, is on another line. */
const unended = (tex: string): readonly string[] =>
  tex
    .replaceAll(/^\s*%.*$/gm, "")
    .split(/^\s*(?=\\(?:path|draw|fill|node|addplot|useasboundingbox|begin|end)\b)/m)
    .filter((part) => /^\\(?:path|draw|fill|node|addplot|useasboundingbox)\b/.test(part))
    .filter((part) => !/;\s*(?:% .*)?$/.test(part.trimEnd()));

describe.each(texts)("$id", ({ tex, figure }) => {
  test("is a whole document: what opens closes, colours are defined, nothing is NaN", () => {
    expect(unbalanced(tex)).toBe("");
    expect(environments(tex)).toEqual([...figure.panels.map(() => "axis"), "tikzpicture", "document"]);
    expect(unended(tex)).toEqual([]);
    const used = [...tex.matchAll(/\\([a-zA-Z]+)/g)].map(([, name = ""]) => name);
    expect([...new Set(used)].filter((name) => !commands.has(name))).toEqual([]);
    const defined = new Set([...tex.matchAll(/\\definecolor\{(\w+)\}/g)].map(([, name]) => name));
    for (const [, name] of tex.matchAll(/(?:draw|fill|color)=(\w+)/g)) expect([...defined, "none"]).toContain(name);
    expect(tex).not.toMatch(/NaN|undefined|Infinity/);
    // pdflatex reads these letters and no others.
    expect(tex).toMatch(/^[\x20-\x7e\n]*$/);
    expect(tex).toContain("(0,0) rectangle (252bp,");
  });

  test("has every value of its lines and points", () => {
    const values = figure.panels.flatMap(({ marks }) =>
      marks.flatMap((mark) => (mark.kind === "line" || mark.kind === "points" ? [mark.points.length] : [])),
    );
    const lists = [...tex.matchAll(/coordinates \{([^}]*)\}/g)].map(([, list = ""]) => list.match(/\(/g)?.length ?? 0);
    const areas = figure.panels.flatMap(({ marks }) =>
      marks.flatMap((mark) => (mark.kind === "area" ? [2 * mark.points.length + 2] : [])),
    );
    expect(lists.toSorted((a, b) => a - b)).toEqual([...values, ...areas].toSorted((a, b) => a - b));
  });

  test(
    "compiles by itself to one page of the figure's size, where LaTeX is present",
    { timeout: 60_000 },
    async ({ skip }) => {
      skip(!hasLatex, "LaTeX with standalone and pgfplots is not there");
      const folder = mkdtempSync(join(tmpdir(), "ridgepoint-tikz-"));
      try {
        writeFileSync(join(folder, "figure.tex"), tex);
        const { status, stdout } = spawnSync("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "figure.tex"], {
          cwd: folder,
          encoding: "utf8",
        });
        expect(status, stdout.slice(-2000)).toBe(0);
        const file = await getDocument({ data: new Uint8Array(readFileSync(join(folder, "figure.pdf"))) }).promise;
        const [, , pageWidth = 0, pageHeight = 0] = (await file.getPage(1)).view;
        expect(file.numPages).toBe(1);
        const [, width, height] = /rectangle \(([\d.]+)bp,([\d.]+)bp\)/.exec(tex) ?? [];
        expect(pageWidth).toBeCloseTo(Number(width), 1);
        expect(pageHeight).toBeCloseTo(Number(height), 1);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

test("signs that LaTeX would obey are written out", () => {
  expect(latexText("a_b & 50% {x} #1 $2 ~^\\")).toBe(
    "a\\_b \\& 50\\% \\{x\\} \\#1 \\$2 \\textasciitilde{}\\textasciicircum{}\\textbackslash{}",
  );
  expect(latexText("µs ± 3×3 … 層\n")).toBe("\\textmu{}s \\textpm{} 3\\texttimes{}3 \\dots{} ? ");
});
