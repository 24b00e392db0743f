/** Which lines of the report speak of a device with a runtime at a precision, and in which words. */
import type { Device, Precision } from "../../../device/device.ts";
import type { RuntimeId } from "../../../runtime/runtime.ts";
import type { Line, Report } from "./report.ts";

export interface Wanted {
  readonly device: Pick<Device, "id" | "aliases">;
  readonly runtime: RuntimeId;
  readonly precision: Precision;
}

/** The lines of all methods on the same measurements. */
export interface Group {
  readonly source: string;
  readonly split: string;
  readonly extent: string;
  readonly samples: number | undefined;
  readonly by: string;
  readonly value: string;
  /** That of the asked method first, then as the report lists them. */
  readonly lines: readonly Line[];
}

export interface Evidence {
  /** The method that was asked about, by its id in the report. */
  readonly method: string | undefined;
  /** Is it of this very device, of its runtime and precision on others, or of neither? */
  readonly kind: "device" | "runtime" | "none";
  readonly groups: readonly Group[];
  /** Devices that were never measured, or only a few times; only where there is nothing of this one. */
  readonly unseenDevices: readonly Group[];
}

/** A predictor's method in the report, which knows the learned one, fitted anew without the test rows, by a name of its own. */
export const methodOf = (predictor: string | undefined): string | undefined =>
  predictor === "gcn" ? "flagship" : predictor;

const unseenDevice = "unseen device";

export function evidenceFor(report: Report, wanted: Wanted, method: string | undefined): Evidence {
  const own = ofDevice(report, wanted);
  const known = own.filter(({ split }) => split !== unseenDevice);
  if (known.length > 0) return { kind: "device", method, groups: groupsOf(known, report, method), unseenDevices: [] };
  const unseenDevices = groupsOf(ofUnseenDevices(report, wanted), report, method);
  const others = ofRuntime(report, wanted).filter(({ split }) => split !== unseenDevice);
  const kind = others.length > 0 ? "runtime" : "none";
  return { kind, method, groups: groupsOf(others, report, method), unseenDevices };
}

/** Sources of one device, runtime and precision: by them, the report would only repeat its lines over all. */
const soleTargets: Readonly<Record<string, string>> = { own: "epyc_zen3 ort fp32" };

/** What a line is of, as lines by device say it; undefined: of several. */
const targetOf = ({ source, by, value }: Line): string | undefined =>
  by === "device" ? value : by === "all" ? soleTargets[source] : undefined;

/** Lines of the device under any of its names. */
function ofDevice({ lines }: Report, { device, runtime, precision }: Wanted): readonly Line[] {
  const values = new Set([device.id, ...device.aliases].map((id) => `${id} ${runtime} ${precision}`));
  const found = lines.filter((line) => values.has(targetOf(line) ?? ""));
  // A source that has the device under its own name and another one measured two phones of one chip.
  const named = new Set(found.filter((line) => targetOf(line)?.startsWith(`${device.id} `)).map(tableOf));
  return found.filter((line) => targetOf(line)?.startsWith(`${device.id} `) || !named.has(tableOf(line)));
}

const tableOf = ({ source, split, samples, extent }: Line): string => JSON.stringify([source, split, samples, extent]);

/**
 * Lines of a runtime and precision over all devices of a source. Where a source has only one of them, the report has no
 * such line, and the one over everything says the same.
 */
function ofRuntime({ lines }: Report, { runtime, precision }: Wanted): readonly Line[] {
  const wanted = `${runtime} ${precision}`;
  const mixed = new Set(
    lines
      .filter(({ by, value }) => (by === "device" ? !value.endsWith(` ${wanted}`) : by === "runtime and precision"))
      .map(tableOf),
  );
  const devices = new Set(lines.filter(({ by }) => by === "device").map(tableOf));
  return lines.filter(
    (line) =>
      (line.by === "runtime and precision" && line.value === wanted) ||
      (line.by === "all" && devices.has(tableOf(line)) && !mixed.has(tableOf(line))) ||
      (line.by === "all" && targetOf(line)?.endsWith(` ${wanted}`) === true),
  );
}

/** Of whole networks, for this runtime and precision where the report tells them apart. */
function ofUnseenDevices(report: Report, wanted: Wanted): readonly Line[] {
  const close = ofRuntime(report, wanted).filter(({ split }) => split === unseenDevice);
  return close.length > 0
    ? close
    : report.lines.filter(({ split, by, extent }) => split === unseenDevice && by === "all" && extent === "network");
}

const splitOrder = ["unseen networks", "unseen families", unseenDevice];
const extentOrder = ["network", "layers", "operator"];
const place = (order: readonly string[], item: string): number =>
  order.includes(item) ? order.indexOf(item) : order.length;

/** Whole networks first, then by split, then by the number of samples. */
function groupsOf(lines: readonly Line[], report: Report, method: string | undefined): readonly Group[] {
  const order = [method ?? "", ...report.methods.map(({ id }) => id)];
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${tableOf(line)} ${line.by} ${line.value}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return [...groups.values()]
    .flatMap((own): readonly Group[] => {
      const [first] = own;
      if (first === undefined) return [];
      const { source, split, extent, samples, by, value } = first;
      const sorted = own.toSorted((a, b) => place(order, a.method) - place(order, b.method));
      return [{ source, split, extent, samples, by, value, lines: sorted }];
    })
    .toSorted(
      (a, b) =>
        place(extentOrder, a.extent) - place(extentOrder, b.extent) ||
        place(splitOrder, a.split) - place(splitOrder, b.split) ||
        (a.samples ?? 0) - (b.samples ?? 0),
    );
}

/** "8 of 10" for 0.839, "97 of 100" for 0.969: a share as people say it. */
export function inTen(share: number): string {
  if (share <= 0) return "none";
  if (share >= 1) return "all";
  if (share < 0.05 || share >= 0.95) {
    const hundred = Math.round(100 * share);
    return hundred === 0 ? "fewer than 1 of 100" : hundred === 100 ? "more than 99 of 100" : `${hundred} of 100`;
  }
  return `${Math.round(10 * share)} of 10`;
}

const lineIn = (group: Group | undefined, method: string | undefined): Line | undefined =>
  group?.lines.find((line) => line.method === method);

const ofNetworks = (groups: readonly Group[], split: string): Group | undefined =>
  groups.find((group) => group.split === split && group.extent === "network");

/** What the report means for one's own model, in plain words; `name` is that of the target. "" where it says nothing. */
export function verdict({ kind, method, groups, unseenDevices }: Evidence, name: string): string {
  // Figures of devices that were learned from promise too much for one that was not.
  const few = kind === "device" ? "" : unseenText(unseenDevices, method);
  if (few !== "") return few;
  const known = lineIn(ofNetworks(groups, "unseen networks"), method);
  const foreign = lineIn(ofNetworks(groups, "unseen families"), method);
  const parts = [
    ...(known === undefined ? [] : [`${inTen(known.within10)} on unseen networks of known families`]),
    ...(foreign === undefined ? [] : [`${inTen(foreign.within10)} on families that were never seen`]),
  ];
  if (parts.length === 0) return "";
  const where = kind === "device" ? `For ${name}` : "For this runtime and precision on other devices";
  return `${where}, predictions within ±10 % of the measurement: ${parts.join(", ")}.`;
}

function unseenText(groups: readonly Group[], method: string | undefined): string {
  const lines = groups.flatMap((group) => lineIn(group, method) ?? []);
  const first = lines.filter(({ source }) => source === lines[0]?.source);
  if (first.length === 0) return "";
  const parts = first.map(({ samples = 0, within10 }) => `${inTen(within10)} with ${samples}`);
  return `On devices that were never seen, predictions within ±10 % of the measurement, by the number of measurements given of the device: ${parts.join(", ")}.`;
}
