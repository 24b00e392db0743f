/** The only importer of plotly, which is fetched once the first screen stands. */
import type { Data, Layout, LayoutAxis } from "plotly.js/lib/core";
import { nextTask } from "../state/busy.ts";

async function load() {
  const [core, scatter, heatmap] = await Promise.all([
    import("plotly.js/lib/core"),
    import("plotly.js/lib/scatter"),
    import("plotly.js/lib/heatmap"),
  ]);
  core.default.register([scatter.default, heatmap.default]);
  return core.default;
}

let library: ReturnType<typeof load> | undefined;

export const loadPlotly = (): ReturnType<typeof load> => (library ??= load());

/**
 * Draws a small chart out of sight before there is a model: the first drawing of all takes twice as long as the next,
 * because none of plotly has run before, and would hold the page up just when the model appears.
 */
export async function warmPlotly(): Promise<void> {
  if (library !== undefined) return;
  const plotly = await loadPlotly();
  await nextTask();
  const element = document.createElement("div");
  const axis = (): Partial<LayoutAxis> => ({ type: "log", range: [0, 2] });
  const size = { width: 300, height: 200 };
  const layout = (): Partial<Layout> => ({ ...size, xaxis: axis(), yaxis: axis() });
  // A task each for the frame, the axes and the dots.
  const hidden: Partial<LayoutAxis> = { visible: false };
  await plotly.newPlot(element, [], { ...size, xaxis: hidden, yaxis: { ...hidden } }, { staticPlot: true });
  await nextTask();
  await plotly.react(element, [], layout(), { staticPlot: true });
  await nextTask();
  const ends = [1, 10];
  const marker = { size: [4, 8], symbol: "diamond" as const, line: { width: 1 } };
  const dots: Data = { type: "scatter", mode: "markers", x: ends, y: ends, marker };
  await plotly.react(element, [dots], layout(), { staticPlot: true });
  plotly.purge(element);
}
