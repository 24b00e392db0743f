/** Latency of one convolution against its kernel and its channels, and the cells of Cin by Cout. */
import type { Axis, CellsMark, Figure, Mark, Missing, NumberAxis, Panel, Quantity } from "../figure.ts";
import { decades } from "../scale.ts";
import { settingText, type Source } from "../source.ts";
import { plain, timeUnit } from "../unit.ts";
import { chosenLayer, type ConvLayer, layerClock, layerText, type LayerTime } from "./conv-layer.ts";

const unknownRoof: Missing = { missing: "The peak or the bandwidth of this device with these cores is not known." };
const noLayer: Missing = { missing: "This model has no dense convolution with a square kernel." };

type Parameter = "kernel" | "inputChannels" | "outputChannels";

interface Varied {
  readonly parameter: Parameter;
  readonly quantity: Quantity;
  /** Kernels have places of their own, channels a logarithmic axis. */
  readonly scale: "band" | "log";
  readonly values: readonly number[];
}

const channels = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

const varied: readonly Varied[] = [
  {
    parameter: "kernel",
    quantity: { name: "Kernel size", field: "kernel_size", unit: plain },
    scale: "band",
    values: [1, 3, 5, 7, 9, 11],
  },
  {
    parameter: "inputChannels",
    quantity: { name: "Input channels", field: "input_channels", unit: plain },
    scale: "log",
    values: channels,
  },
  {
    parameter: "outputChannels",
    quantity: { name: "Output channels", field: "output_channels", unit: plain },
    scale: "log",
    values: channels,
  },
];

/** Its values with the layer's own among them. */
const valuesOf = ({ parameter, values }: Varied, layer: ConvLayer): readonly number[] =>
  [...new Set([...values, layer[parameter]])].toSorted((a, b) => a - b);

type Clock = (layer: ConvLayer) => LayerTime;

/** The dashed lines are drawn over the whole one, which runs along the higher of them. */
const lines: readonly {
  readonly name: string;
  readonly slot: number | "ink";
  readonly of: (time: LayerTime) => number;
}[] = [
  { name: "Predicted latency", slot: "ink", of: ({ total }) => total },
  { name: "Arithmetic at peak", slot: 1, of: ({ compute }) => compute },
  { name: "Traffic at full bandwidth", slot: 6, of: ({ memory }) => memory },
];

function panelOf(layer: ConvLayer, one: Varied, clock: Clock, y: NumberAxis): Panel {
  const { parameter, quantity, scale } = one;
  const values = valuesOf(one, layer);
  const x: Axis =
    scale === "band"
      ? { scale, name: quantity.name, field: quantity.field, names: values.map(String) }
      : { scale, quantity, range: [1, Math.max(...values)] };
  const placeOf = (value: number): number => (scale === "band" ? values.indexOf(value) : value);
  const times = values.map((value) => ({ at: placeOf(value), time: clock({ ...layer, [parameter]: value }) }));
  const marks = lines.map(({ name, slot, of }): Mark => ({
    kind: "line",
    series: { name, slot },
    points: times.map(({ at, time }) => ({ x: at, y: of(time) })),
  }));
  const own = { x: placeOf(layer[parameter]), y: clock(layer).total };
  return {
    title: "",
    x,
    y,
    bars: "group",
    marks: [...marks, { kind: "points", series: { name: "The layer itself", slot: 5 }, points: [own] }],
    notes: [],
  };
}

export function convParametersFigure(source: Source): Figure | Missing {
  const layer = chosenLayer(source);
  if (layer === undefined) return noLayer;
  const clock = layerClock(source.target);
  if (clock === undefined) return unknownRoof;
  const times = varied.flatMap((one) =>
    valuesOf(one, layer).map((value) => clock({ ...layer, [one.parameter]: value })),
  );
  const all = times.flatMap(({ total, compute, memory }) => [total, compute, memory]);
  const y: NumberAxis = {
    scale: "log",
    quantity: { name: "Latency", field: "latency_seconds", unit: timeUnit(clock(layer).total) },
    range: decades(all, true),
  };
  return {
    title: `Latency of ${layer.name} against its parameters`,
    caption:
      `Latency of the convolution ${layer.name} (${layerText(layer)}) of ${source.model}, one parameter varied, on ` +
      `${settingText(source.target)}; predicted by its counts and the roofline, not measured.`,
    panels: varied.map((one) => panelOf(layer, one, clock, y)),
  };
}

/** Multiples of 8, the width of SIMD tiles, about half an octave apart. */
export const surfaceChannels: readonly number[] = [8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512];

export function surfaceFigure(source: Source): Figure | Missing {
  const layer = chosenLayer(source);
  if (layer === undefined) return noLayer;
  const clock = layerClock(source.target);
  if (clock === undefined) return unknownRoof;
  const rows = surfaceChannels.map((outputChannels) =>
    surfaceChannels.map((inputChannels) => clock({ ...layer, inputChannels, outputChannels }).total),
  );
  const values = rows.flat();
  const names = surfaceChannels.map(String);
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 1;
  const cells: CellsMark = {
    kind: "cells",
    series: { name: "Predicted latency", slot: 0, unlisted: true },
    quantity: { name: "Latency", field: "latency_seconds", unit: timeUnit(middle) },
    scale: "log",
    range: decades(values, true),
    rows,
  };
  return {
    title: `T(Cin, Cout) of ${layer.kernel}×${layer.kernel} convolutions`,
    caption:
      `Latency of a ${layer.kernel}×${layer.kernel} convolution with ${layer.outputPositions} outputs a channel (as ` +
      `${layer.name} of ${source.model}) by its channels, on ${settingText(source.target)}; predicted by its counts and ` +
      `the roofline, not measured.`,
    panels: [
      {
        title: "",
        x: { scale: "band", name: "Input channels", field: "input_channels", names },
        y: { scale: "band", name: "Output channels", field: "output_channels", names },
        marks: [cells],
        notes: [],
        bars: "group",
      },
    ],
  };
}
