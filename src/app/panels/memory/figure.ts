/** Bytes alive over the steps, as an area. */
import type { Data } from "plotly.js/lib/core";
import { formatBytes } from "../../../base/format.ts";
import type { NodeCost } from "../../../cost/node-cost.ts";
import { nodeName, shortened } from "../../ui/node-text.ts";
import type { Figure, Palette } from "../roofline/axes.ts";
import { type MemoryView, nodeAt } from "./rows.ts";

export interface MemoryPalette extends Palette {
  readonly accent: string;
  readonly share: string;
}

/** `at`: the time whose values the table shows. */
export function memoryFigure(
  view: MemoryView,
  nodes: readonly NodeCost[],
  at: number | undefined,
  palette: MemoryPalette,
): Omit<Figure, "above"> {
  const { timeline } = view;
  const { bytes, peakTime } = timeline;
  const name = (time: number): string => {
    const node = nodes[nodeAt(view, time) ?? -1];
    return node === undefined ? "" : nodeName(node);
  };
  const mark = (time: number | undefined, color: string, symbol: "diamond" | "circle-open", size: number): Data => ({
    type: "scatter",
    mode: "markers",
    x: time === undefined ? [] : [time + 1],
    y: time === undefined ? [] : [bytes[time] ?? 0],
    marker: { color, size, symbol, line: { color: palette.surface, width: 1 } },
    hoverinfo: "skip",
  });
  const most =
    peakTime === undefined ? "" : `${formatBytes(bytes[peakTime])} at step ${peakTime + 1}, ${name(peakTime)}`;
  const axis = {
    gridcolor: palette.grid,
    zeroline: false,
    tickfont: { size: 10, color: palette.muted },
    fixedrange: true,
  };
  const title = (text: string) => ({ text, font: { size: 11, color: palette.muted }, standoff: 4 });
  const isRight = (peakTime ?? 0) > bytes.length / 2;
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        x: bytes.map((_, time) => time + 1),
        y: [...bytes],
        customdata: bytes.map((_, time) => nodeAt(view, time) ?? -1),
        text: bytes.map((sum, time) => `${name(time)}<br>step ${time + 1}: ${formatBytes(sum)}`),
        hovertemplate: "%{text}<extra></extra>",
        fill: "tozeroy",
        fillcolor: palette.share,
        line: { color: palette.accent, width: 1.5, shape: "hvh" },
      },
      mark(peakTime, palette.warning, "diamond", 9),
      mark(at, palette.text, "circle-open", 10),
    ],
    layout: {
      margin: { l: 52, r: 14, t: 22, b: 34 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: "system-ui, sans-serif", size: 11, color: palette.text },
      showlegend: false,
      hovermode: "x",
      dragmode: false,
      hoverlabel: { bgcolor: palette.surface, bordercolor: palette.muted, font: { color: palette.text, size: 12 } },
      xaxis: { ...axis, title: title("Step"), showgrid: false, tickformat: "~d" },
      yaxis: { ...axis, title: title("Alive (B)"), rangemode: "tozero", tickformat: "~s" },
      annotations:
        peakTime === undefined
          ? []
          : [
              {
                x: peakTime + 1,
                y: bytes[peakTime] ?? 0,
                text: `peak ${formatBytes(bytes[peakTime])}, ${shortened(name(peakTime), 28)}`,
                showarrow: false,
                xanchor: isRight ? "right" : "left",
                yanchor: "bottom",
                yshift: 4,
                font: { size: 11, color: palette.text },
              },
            ],
    },
    description: `${bytes.length} steps. Peak ${most}.`,
    note: timeline.unsized === 0 ? "" : `The sizes of ${timeline.unsized} values are not known and not in it.`,
  };
}
