/** What is known of the hardware of a row, from the catalogue. */
import { parseCoreSet, takingPart } from "../../device/core-set.ts";
import { deviceById } from "../../device/catalog/index.ts";
import type { CoreSet, Device, State } from "../../device/device.ts";
import { bandwidthOf, nominalState, peakOf } from "../../device/roofline.ts";
import type { AtlasRow } from "../atlas/row.ts";

export interface Hardware {
  readonly device: Device;
  readonly cores: CoreSet;
  readonly state: State;
}

/** Undefined where the catalogue lacks the device, or the source does not say which cores ran. */
export function hardwareOf({ descriptor, cores: text, state: measured }: AtlasRow): Hardware | undefined {
  const device = descriptor === undefined ? undefined : deviceById(descriptor);
  if (device === undefined) return undefined;
  const all = device.kind === "gpu" ? device.clusters[0] : undefined;
  const cores = all === undefined ? parseCoreSet(text) : { [all.id]: all.count.value };
  const state = cores === undefined ? undefined : nominalState(device, cores);
  if (cores === undefined || state === undefined) return undefined;
  return { device, cores, state: { ...state, frequencyHz: measured.frequencyHz ?? state.frequencyHz } };
}

export const hardwareNames: readonly string[] = [
  "log peak",
  "log bandwidth",
  "clock",
  "cores",
  "flop per cycle",
  "log L2",
];

/** NaN where unknown. */
export function hardwareFeatures(row: AtlasRow): readonly number[] {
  const hardware = hardwareOf(row);
  if (hardware === undefined) return hardwareNames.map(() => Number.NaN);
  const { device, cores, state } = hardware;
  const taking = takingPart(device, cores);
  const lead = taking[0]?.cluster;
  return [
    Math.log(peakOf(device, cores, row.precision, state.frequencyHz) ?? Number.NaN),
    Math.log(bandwidthOf(device, cores, state) ?? Number.NaN),
    state.frequencyHz / 1e9,
    taking.reduce((sum, part) => sum + part.cores, 0),
    lead?.flopsPerCycle[row.precision]?.value ?? Number.NaN,
    Math.log(lead?.l2Bytes?.value ?? Number.NaN),
  ];
}

/** Log of the speed the hardware promises for a row: its peak; NaN where unknown. */
export const promisedSpeed = (row: AtlasRow): number => hardwareFeatures(row)[0] ?? Number.NaN;
