import type { Ink } from "../../graph/surface.ts";
import { cssColor } from "../../state/theme.ts";

/** The theme's colours for the graph. */
export const inkOfTheme = (): Ink => ({
  text: cssColor("--text"),
  muted: cssColor("--muted"),
  line: cssColor("--edge"),
  fill: cssColor("--raised"),
  accent: cssColor("--accent"),
  path: cssColor("--alert"),
});
