/** Measurements joined to networks: a grid of samples by configurations. */
import { parseCoreSet } from "../../device/core-set.ts";
import { deviceById } from "../../device/catalog/index.ts";
import type { CoreSet, Device } from "../../device/device.ts";
import { nominalState } from "../../device/roofline.ts";
import { type ModelInput, modelInput } from "../../learn/model-input.ts";
import { termSums } from "../../predict/conv-regression.ts";
import type { PredictorInput, Target } from "../../predict/predictor.ts";
import { familyOf, type Measured, type Network } from "./atlas.ts";

export interface Sample {
  readonly name: string;
  readonly family: string;
  readonly input: PredictorInput;
  readonly model: ModelInput;
  readonly sums: Float64Array;
  /** Per configuration of the dataset; undefined where not measured. */
  readonly seconds: readonly (number | undefined)[];
}

/** A device, a set of its cores, and the state of the measurements. */
export interface Setting {
  readonly device: Device;
  readonly text: string;
  readonly target: Target;
}

export interface Dataset {
  readonly settings: readonly Setting[];
  readonly samples: readonly Sample[];
}

/** Joins rows to networks. Rows of networks without a graph and of devices outside of the catalogue are left out. */
export function datasetOf(rows: readonly Measured[], networks: readonly Network[]): Dataset {
  const keyOf = (row: Measured): string => `${row.device} ${row.cores}`;
  const settings = [...new Map(rows.map((row) => [keyOf(row), row])).values()]
    .toSorted((a, b) => keyOf(a).localeCompare(keyOf(b), "en"))
    .flatMap((row) => settingOf(row.device, row.cores) ?? []);
  const seconds = new Map(rows.map((row) => [`${row.network} ${keyOf(row)}`, row.seconds]));
  const samples = networks.map(({ name, input }): Sample => {
    const model = modelInput(input);
    const missing = model.amounts.findIndex((one) => one === undefined);
    if (missing >= 0) throw new Error(`${name}: the cost of ${model.graph.nodes[missing]?.id} is not known`);
    const measured = settings.map(({ device, text }) => seconds.get(`${name} ${device.id} ${text}`));
    return { name, family: familyOf(name), input, model, sums: termSums(model.amounts), seconds: measured };
  });
  return { settings, samples: samples.filter((sample) => sample.seconds.some((time) => time !== undefined)) };
}

function settingOf(id: string, text: string): Setting | undefined {
  const device = deviceById(id);
  const cores: CoreSet | undefined = parseCoreSet(text);
  const state = device === undefined || cores === undefined ? undefined : nominalState(device, cores);
  if (device === undefined || cores === undefined || state === undefined) return undefined;
  return { device, text, target: { device, cores, runtime: "tflite", precision: "fp32", state } };
}
