/** Latency against clock, background load and memory bandwidth, by the chosen predictor. */
import { bandwidthOf } from "../../device/roofline.ts";
import type { Target } from "../../predict/predictor.ts";
import type { Figure, Mark, Missing, NumberAxis, Panel, Point, Quantity } from "../figure.ts";
import { decades, fromZero } from "../scale.ts";
import { captionOf, type Source, type Sweep } from "../source.ts";
import { latency, percent } from "../unit.ts";

const quantities: Readonly<Record<Sweep["knob"], Quantity>> = {
  frequency: { name: "CPU frequency", field: "frequency_hertz", unit: { symbol: "GHz", size: 1e9 } },
  utilization: { name: "Background load", field: "utilization", unit: percent },
  bandwidth: { name: "Memory bandwidth", field: "bandwidth_bytes_per_second", unit: { symbol: "GB/s", size: 1e9 } },
  stream: { name: "Traffic of other cores", field: "stream_bytes_per_second", unit: { symbol: "GB/s", size: 1e9 } },
};

/** Where the chosen state lies on a knob. */
function chosenAt(knob: Sweep["knob"], { device, cores, state }: Target): number | undefined {
  switch (knob) {
    case "frequency":
      return state.frequencyHz;
    case "utilization":
      return state.utilization;
    case "bandwidth":
      return bandwidthOf(device, cores, state);
    case "stream":
      return state.streamBytesPerSecond ?? 0;
  }
}

function panelOf({ knob, points }: Sweep, y: NumberAxis, source: Source): Panel {
  const known = points.flatMap(([x, seconds]): readonly Point[] => (seconds === undefined ? [] : [{ x, y: seconds }]));
  const at = chosenAt(knob, source.target);
  const now = source.prediction?.latencySeconds;
  const ends = [...known.map(({ x }) => x), ...(at === undefined ? [] : [at])];
  const own: readonly Mark[] =
    at === undefined || now === undefined
      ? []
      : [{ kind: "points", series: { name: "Chosen state", slot: 6 }, points: [{ x: at, y: now }] }];
  return {
    title: "",
    x: {
      scale: "linear",
      quantity: quantities[knob],
      range: [knob === "utilization" ? 0 : Math.min(...ends), Math.max(...ends)],
    },
    y,
    bars: "group",
    marks: [{ kind: "line", series: { name: "Predicted latency", slot: 0 }, points: known }, ...own],
    notes: [],
  };
}

/** Beyond this span one curve would flatten the others: under a load that goes first, latency grows without end. */
const widestLinear = 10;

function latencyAxis(times: readonly number[], most: number): NumberAxis {
  const quantity = latency(most);
  return most > widestLinear * Math.min(...times)
    ? { scale: "log", quantity, range: decades([...times, most], true) }
    : { scale: "linear", quantity, range: fromZero(most) };
}

export function sensitivityFigure(source: Source): Figure | Missing {
  const { sweeps } = source;
  if (sweeps === undefined) return { missing: "The curves are being predicted." };
  const drawable = sweeps.filter(({ points }) => points.filter(([, seconds]) => seconds !== undefined).length > 1);
  const times = drawable.flatMap(({ points }) => points.flatMap(([, seconds]) => seconds ?? []));
  if (times.length === 0) return { missing: "This predictor gives no latency for these states." };
  const most = Math.max(...times, source.prediction?.latencySeconds ?? 0);
  const y = latencyAxis(times, most);
  return {
    title: `Latency of ${source.model} against the state of the device`,
    caption: captionOf(source, "Latency, one property of the state varied and the others as stated,"),
    panels: drawable.map((sweep) => panelOf(sweep, y, source)),
  };
}
