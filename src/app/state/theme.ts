/** Light, dark, or as the system has it. A taste of the person, so it stays in this browser and out of links. */
import { kept } from "./kept.ts";
import { createStore } from "./store.ts";

export type Theme = "light" | "dark";

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const system = (): Theme => (systemIsDark.matches ? "dark" : "light");

const isTheme = (text: string | null): text is Theme => text === "light" || text === "dark";

/** What was chosen; undefined follows the system. */
function chosen(): Theme | undefined {
  const text = kept.getItem("theme");
  return isTheme(text) ? text : undefined;
}

export const themeStore = createStore<{ readonly theme: Theme }>({ theme: chosen() ?? system() });

/** Colours read since the theme last changed: reading one makes the browser lay out the page. */
const known = new Map<string, string>();

function apply(theme: Theme): void {
  known.clear();
  document.documentElement.dataset["theme"] = theme;
  themeStore.set({ theme });
}

export function followTheme(): void {
  apply(themeStore.get().theme);
  systemIsDark.addEventListener("change", () => {
    if (chosen() === undefined) apply(system());
  });
}

/** Keeps a theme; undefined follows the system. */
export function chooseTheme(theme: Theme | undefined): void {
  kept.setItem("theme", theme);
  apply(theme ?? system());
}

/** Changes to the other theme; back at the system's own, the choice is forgotten and the system followed again. */
export function toggleTheme(): void {
  const next: Theme = themeStore.get().theme === "dark" ? "light" : "dark";
  chooseTheme(next === system() ? undefined : next);
}

const hexOf = (color: string): string | undefined => {
  const [, ...parts] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(color) ?? [];
  return parts.length === 3
    ? `#${parts.map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`
    : undefined;
};

/** The colour that a variable of theme.css has now, in a form that canvas and charts understand: #rrggbb where opaque. */
export function cssColor(variable: string): string {
  const before = known.get(variable);
  if (before !== undefined) return before;
  const probe = document.createElement("span");
  probe.style.color = `var(${variable})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  const found = hexOf(color) ?? color;
  known.set(variable, found);
  return found;
}
