import { clusterIds } from "./device.ts";
import type { Cluster, ClusterId, CoreSet, Device } from "./device.ts";

/** A cluster of a device and how many of its cores take part. */
export type Taking = { readonly cluster: Cluster; readonly cores: number };

const isClusterId = (text: string): text is ClusterId => clusterIds.some((id) => id === text);

/** Reads `large:1,medium:2`; undefined if it is not of that form or names a cluster twice. */
export function parseCoreSet(text: string): CoreSet | undefined {
  const cores: { [C in ClusterId]?: number } = {};
  for (const part of text.split(",")) {
    const [, id = "", digits = ""] = /^\s*(\w+)\s*:\s*(\d{1,4})\s*$/.exec(part) ?? [];
    if (!isClusterId(id) || cores[id] !== undefined) return undefined;
    cores[id] = Number(digits);
  }
  return cores;
}

/** The clusters of which cores take part, fastest first. */
const clustersOf = (cores: CoreSet): readonly ClusterId[] => clusterIds.filter((id) => (cores[id] ?? 0) > 0);

/** Writes a core set as `large:1,medium:2`, fastest cluster first, clusters without a core left out. */
export const formatCoreSet = (cores: CoreSet): string =>
  clustersOf(cores)
    .map((id) => `${id}:${cores[id]}`)
    .join(",");

/** "2 large + 1 medium": a core set for people, fastest cluster first. */
export const coresText = (cores: CoreSet): string =>
  clustersOf(cores)
    .map((id) => `${cores[id]} ${id}`)
    .join(" + ");

/** What is wrong with a core set on this device, in one sentence; undefined if it can run. */
export function coreSetProblem(device: Device, cores: CoreSet): string | undefined {
  let total = 0;
  for (const id of clusterIds) {
    const wanted = cores[id] ?? 0;
    const have = device.clusters.find((cluster) => cluster.id === id)?.count.value ?? 0;
    if (!Number.isInteger(wanted) || wanted < 0) return `${id}: ${wanted} is not a number of cores.`;
    if (wanted > have) return `${device.name} has ${have} ${id} cores, not ${wanted}.`;
    total += wanted;
  }
  return total === 0 ? "No core takes part." : undefined;
}

/** The clusters that take part, fastest first; none if the set does not fit the device. */
export const takingPart = (device: Device, cores: CoreSet): readonly Taking[] =>
  coreSetProblem(device, cores) !== undefined
    ? []
    : device.clusters.flatMap((cluster) => {
        const count = cores[cluster.id] ?? 0;
        return count > 0 ? [{ cluster, cores: count }] : [];
      });

/** One core of the fastest cluster: what a single-threaded run uses. A GPU always runs as a whole. */
export const defaultCores = ({ kind, clusters }: Device): CoreSet => {
  const fastest = clusters[0];
  return fastest === undefined ? {} : { [fastest.id]: kind === "gpu" ? fastest.count.value : 1 };
};
