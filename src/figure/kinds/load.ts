/** Predicted against measured: the laws of background load and the ten points that were published. */
import { loadFactor } from "../../device/load.ts";
import { loadPoints } from "../../device/load-points.ts";
import type { Figure, LineMark } from "../figure.ts";
import { percent, plain } from "../unit.ts";

/** The unbounded law leaves the panel here. */
const most = 3;

const steps = Array.from({ length: 91 }, (_, at) => at / 100);

const law = (name: string, slot: number | "muted", weight: number): LineMark => ({
  kind: "line",
  series: { name, slot },
  points: steps.map((u) => ({ x: u, y: loadFactor(u, weight) })).filter(({ y }) => y <= most),
});

export function loadFigure(): Figure {
  const idle = loadPoints[0]?.time ?? 1;
  return {
    title: "Latency beside background load",
    caption:
      "Latency over that of the idle device against background load u: ten published measurements of one network on one " +
      "core, the law 1/(1 − u/2) of a load of equal priority, and 1/(1 − u) of one that goes first. Nothing is fitted.",
    panels: [
      {
        title: "",
        x: {
          scale: "linear",
          quantity: { name: "Background load", field: "utilization", unit: percent },
          range: [0, 0.95],
        },
        y: {
          scale: "linear",
          quantity: { name: "Latency over idle", field: "latency_over_idle", unit: plain },
          range: [0.9, most],
        },
        bars: "group",
        marks: [
          law("1/(1 − u)", "muted", 1),
          law("Predicted, 1/(1 − u/2)", 6, 0.5),
          {
            kind: "points",
            series: { name: "Measured", slot: 0 },
            points: loadPoints.map(({ utilization, time }) => ({ x: utilization, y: time / idle })),
          },
        ],
        notes: [],
      },
    ],
  };
}
