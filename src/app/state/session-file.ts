/**
 * `*.ridgepoint.json`: what the user chose, as a file to go on from, here or elsewhere. The model is not in it, only what
 * tells it: its name, size and hash. Choices are those of the address (url.ts), so what can be linked can be saved; what
 * they rest on and no address can hold comes along: devices of the user's own, and latencies that predictions were bent by.
 */
import type { Outcome } from "../../base/problem.ts";
import type { Device } from "../../device/device.ts";
import { deviceSchema, readDevice } from "../../device/format.ts";
import type { FileMark } from "./file-mark.ts";
import { handedOn, type OwnLatency, toHandOn } from "./latency-list.ts";

export const sessionSchema = "ridgepoint.session";

/** Grows when older programs would misread a newer file; new choices alone do not need it. */
export const sessionVersion = 2;

/** What a session of version 1 means that names no runtime or precision; since then each device has usual ones of its own. */
const meantBefore = (device: string | undefined): Readonly<Record<string, string>> => ({
  runtime: "tflite",
  ...(device === "rk3399-gpu" && { precision: "fp16" }),
});

/** Choices as the present version has them. */
const asOfNow = (version: number, choices: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  if (version >= 2) return choices;
  const all = { ...meantBefore(choices["device"]), ...choices };
  const { pinned } = choices;
  if (pinned === undefined) return all;
  const meant = Object.entries(meantBefore(/(?:^|\/)device:([^/]*)/.exec(pinned)?.[1]));
  const missing = meant.filter(([key]) => !`/${pinned}`.includes(`/${key}:`)).map(([key, value]) => `${key}:${value}`);
  return { ...all, pinned: [...(pinned === "" ? [] : [pinned]), ...missing].join("/") };
};

export interface SavedSession {
  /** Undefined: the model is a sample, which the choices name. */
  readonly file: FileMark | undefined;
  /** As the address has them: "device" → "pixel4". */
  readonly choices: Readonly<Record<string, string>>;
  /** The user's own devices that the choices name. */
  readonly devices: readonly Device[];
  /** The user's own latencies on those devices that predictions are bent by. */
  readonly latencies: readonly OwnLatency[];
}

/** A session as the text of a file, ending in a newline; a latency, with what was read of its model, is one line. */
export function formatSessionFile({ file, choices, devices, latencies }: SavedSession): string {
  const value = {
    schema: sessionSchema,
    version: sessionVersion,
    file: file === undefined ? null : { ...file, sha256: file.sha256 ?? null },
    choices,
    devices: devices.map((device) => ({ schema: deviceSchema, ...device })),
  };
  const text = JSON.stringify(value, undefined, 2);
  if (latencies.length === 0) return `${text}\n`;
  const lines = toHandOn(latencies).map((one) => `    ${JSON.stringify(one)}`);
  return `${text.slice(0, -2)},\n  "latencies": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

type Fields = Readonly<Record<string, unknown>>;
type Read<T> = Outcome<T, string>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const no = (problem: string): { readonly ok: false; readonly problem: string } => ({ ok: false, problem });

/** Reads the text of a session file, or says in a sentence why not. What is new in it and not known here is left out. */
export function parseSessionFile(text: string): Read<SavedSession> {
  const value = jsonOf(text);
  if (value === undefined) return no("The session file is damaged: it is not whole JSON. Save the session again.");
  if (!isObject(value) || value["schema"] !== sessionSchema) return no("This is not a session that Ridgepoint saved.");
  const { version } = value;
  if (typeof version !== "number" || !Number.isInteger(version)) {
    return no("The session file does not tell its version, so it cannot be read safely.");
  }
  if (version > sessionVersion) {
    return no(
      `This session was saved by a newer Ridgepoint: the file has version ${version}, and this one reads version ${sessionVersion}. ` +
        "Load this page anew, or open the file where it was saved.",
    );
  }
  if (version < 1) return no(`The session file has version ${version}, which is older than any that can be read (1).`);
  return partsOf(value, version);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function partsOf({ file, choices, devices, latencies }: Fields, version: number): Read<SavedSession> {
  const mark = markOf(file);
  if (!mark.ok) return mark;
  if (!isObject(choices)) return no("The session file is damaged: it has no list of choices.");
  const texts = Object.entries(choices).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value] as const] : [],
  );
  const own: Device[] = [];
  for (const item of Array.isArray(devices) ? devices : []) {
    const device = readDevice(item);
    if (!device.ok) return no(`The device in the session file cannot be read. ${device.problem[0]?.text ?? ""}`.trim());
    own.push(device.value);
  }
  const measured = latencies === undefined ? [] : handedOn(latencies);
  if (measured === undefined) return no("The latencies in the session file cannot be read. Save the session again.");
  const value = {
    file: mark.value,
    choices: asOfNow(version, Object.fromEntries(texts)),
    devices: own,
    latencies: measured,
  };
  return { ok: true, value };
}

function markOf(value: unknown): Read<FileMark | undefined> {
  if (value === null || value === undefined) return { ok: true, value: undefined };
  const { name, bytes, sha256 }: Fields = isObject(value) ? value : {};
  const isHash = typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256);
  if (typeof name !== "string" || name === "" || typeof bytes !== "number" || !(bytes >= 0)) {
    return no("The session file is damaged: it does not tell which model it was made with.");
  }
  return { ok: true, value: { name, bytes, sha256: isHash ? sha256 : undefined } };
}
