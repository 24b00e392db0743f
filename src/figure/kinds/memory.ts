/** Bytes of activations alive while the model runs. */
import { formatBytes } from "../../base/format.ts";
import { withActivations } from "../../cost/memory/memory-graph.ts";
import { bestOrder } from "../../cost/memory/order.ts";
import { dtypeOfStorage } from "../../cost/memory/precision.ts";
import { timelineOf } from "../../cost/memory/timeline.ts";
import type { Figure, Missing, Note } from "../figure.ts";
import { fromZero } from "../scale.ts";
import { nameOf, type Source } from "../source.ts";
import { plain, prefixed } from "../unit.ts";

export function memoryFigure({ analysis, memory: choice, model }: Source): Figure | Missing {
  const graph = withActivations(analysis.memory, dtypeOfStorage(choice.activations));
  const rule = { inPlace: choice.inPlace };
  const timeline = choice.bestOrder ? bestOrder(graph, rule).timeline : timelineOf(graph, rule);
  const { bytes, peakTime, knownPeakBytes, unsized, order } = timeline;
  if (peakTime === undefined || knownPeakBytes === 0)
    return { missing: "No size of this model's activations is known." };
  const nodeAt = (time: number): string => {
    const node = analysis.nodes[graph.steps[order[time] ?? -1]?.node ?? -1];
    return node === undefined ? "" : nameOf(node);
  };
  const peak: Note = {
    x: peakTime + 1,
    y: knownPeakBytes,
    text: `peak ${formatBytes(knownPeakBytes)}, step ${peakTime + 1}`,
    anchor: peakTime > bytes.length / 2 ? "end" : "start",
    side: "above",
  };
  const how = [
    choice.bestOrder ? "the best order found" : "the order of the file",
    ...(choice.inPlace ? ["element-wise nodes in place"] : []),
    ...(choice.activations === undefined ? [] : [`activations as ${choice.activations}`]),
  ];
  return {
    title: `Memory of ${model} over time`,
    caption:
      `Bytes of activations alive at each step of ${model}, ${how.join(", ")}; peak at ${nodeAt(peakTime)}.` +
      (unsized === 0 ? "" : ` The sizes of ${unsized} values are not known and not in it.`),
    panels: [
      {
        title: "",
        x: {
          scale: "linear",
          quantity: { name: "Step", field: "step", unit: plain },
          range: [0.5, bytes.length + 0.5],
        },
        y: {
          scale: "linear",
          quantity: { name: "Alive activations", field: "alive_bytes", unit: prefixed("B", knownPeakBytes) },
          range: [0, fromZero(knownPeakBytes)[1] * 1.08],
        },
        bars: "group",
        marks: [
          {
            kind: "area",
            series: { name: "Alive activations", slot: 0 },
            points: bytes.map((y, time) => ({ x: time + 1, y, name: nodeAt(time) })),
          },
        ],
        notes: [peak],
      },
    ],
  };
}
