/** Session ⇄ address: a link opens the same view. Only what differs from the default is written; defaults of precision and runtime are the device's. */
import { formatCoreSet, parseCoreSet } from "../../device/core-set.ts";
import { storages } from "../../cost/memory/precision.ts";
import { loadPriorities, precisions } from "../../device/device.ts";
import { formatChoice, parseChoice } from "../../figure/choice.ts";
import { groupings } from "../../graph-view/outline.ts";
import { ruleSetById } from "../../runtime/fusion/index.ts";
import { runtimeById, usualPrecision, usualRuntime } from "../../runtime/runtime.ts";
import { begin } from "./busy.ts";
import { deviceFor, noteDevice } from "./own-devices.ts";
import {
  type Asked,
  defaultSession,
  deviceOf,
  grains,
  heatIds,
  knobs,
  mostCompared,
  orders,
  rooflineModes,
  session,
  type Session,
  type Sort,
  sortKeys,
  statePairs,
  widthRange,
  workerCounts,
} from "./session.ts";

type Params = Readonly<Record<string, string | undefined>>;

const formatSort = ({ key, descending }: Sort): string => (descending ? `-${key}` : key);

const askedParams = (asked: Asked): Params => ({
  set: formatPairs(asked.sizes),
  width: asked.width === 1 ? undefined : String(asked.width),
  device: asked.device === defaultSession.device ? undefined : asked.device,
  cores: asked.cores === undefined ? undefined : formatCoreSet(asked.cores),
  runtime: asked.runtime === usualRuntime(deviceOf(asked)) ? undefined : asked.runtime,
  precision: asked.precision === usualPrecision(deviceOf(asked)) ? undefined : asked.precision,
  predictor: asked.predictor,
  frequency: asked.frequencyHz?.toString(),
  utilization: asked.utilization === 0 ? undefined : String(asked.utilization),
  bandwidth: asked.bandwidthBytesPerSecond?.toString(),
  priority: asked.priority === defaultSession.priority ? undefined : asked.priority,
  stream: asked.streamBytesPerSecond === 0 ? undefined : String(asked.streamBytesPerSecond),
});

/** "device:rk3399/cores:large:1": parameters within one parameter; "" where all is as by default. */
const formatNested = (params: Params): string =>
  Object.entries(params)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}:${value.replaceAll(/[%/]/g, encodeURIComponent)}`]))
    .join("/");

const parseNested = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split("/").flatMap((part) => {
      const [, key = "", value = ""] = /^(\w+):(.*)$/.exec(part) ?? [];
      return key === "" ? [] : [[key, value.replaceAll(/%2[5F]/g, decodeURIComponent)] as const];
    }),
  );

/** What an address says of a session, key by key; undefined: as by default. */
export function paramsOf(choice: Session): Params {
  const unlessDefault = <K extends keyof Session>(key: K): Session[K] | undefined =>
    choice[key] === defaultSession[key] ? undefined : choice[key];
  return {
    model: choice.model,
    file: choice.model === undefined ? choice.file : undefined,
    ...askedParams(choice),
    pinned: choice.baseline === undefined ? undefined : formatNested(askedParams(choice.baseline)),
    compare: formatNames(choice.compared),
    figure: formatChoice(choice.figure),
    budget: choice.budgetSeconds?.toString(),
    meet: unlessDefault("budgetKnob"),
    largest: choice.budgetSize,
    grain: unlessDefault("grain"),
    group: choice.grouping,
    toggled: choice.toggled.length === 0 ? undefined : choice.toggled.join("."),
    heat: unlessDefault("heat"),
    path: choice.criticalPath ? "on" : undefined,
    rules: choice.rules,
    library: choice.library,
    algorithm: formatPairs(choice.algorithms),
    view: unlessDefault("view"),
    roofline: unlessDefault("roofline"),
    ceilings: choice.ceilings ? "on" : undefined,
    technology: choice.technology,
    weights: choice.weightStorage,
    activations: choice.activationStorage,
    inplace: choice.inPlace ? "on" : undefined,
    surface: unlessDefault("surface"),
    accuracy: choice.accuracy,
    order: unlessDefault("order"),
    workers: choice.workers === defaultSession.workers ? undefined : String(choice.workers),
    lesson: choice.lesson,
    at: choice.lessonAt,
    node: choice.node,
    q: choice.search === "" ? undefined : choice.search,
    sort: choice.sort === undefined ? undefined : formatSort(choice.sort),
  };
}

/** The query of a session, without "?"; readable where the address allows it (":", "," and "/" stay). */
export function formatSession(choice: Session): string {
  return Object.entries(paramsOf(choice))
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`]))
    .join("&")
    .replaceAll(/%(2F|3A|2C)/g, decodeURIComponent);
}

type TextOf = (key: string) => string | undefined;

const numberIn =
  (text: TextOf) =>
  (key: string, fits: (value: number) => boolean): number | undefined => {
    const value = Number(text(key) ?? Number.NaN);
    return Number.isFinite(value) && fits(value) ? value : undefined;
  };

const positive = (value: number): boolean => value > 0;

function parseAsked(text: TextOf): Asked {
  const number = numberIn(text);
  const device = deviceFor(text("device") ?? "")?.id ?? defaultSession.device;
  return {
    sizes: parseSizes(text("set") ?? ""),
    width: number("width", (width) => width >= widthRange[0] && width <= widthRange[1]) ?? 1,
    device,
    cores: parseCoreSet(text("cores") ?? "?"),
    runtime: runtimeById(text("runtime")) ?? usualRuntime(deviceOf({ device })),
    precision: precisions.find((one) => one === text("precision")) ?? usualPrecision(deviceOf({ device })),
    predictor: text("predictor"),
    frequencyHz: number("frequency", positive),
    utilization: number("utilization", (u) => u >= 0 && u <= 1) ?? 0,
    bandwidthBytesPerSecond: number("bandwidth", positive),
    priority: loadPriorities.find((one) => one === text("priority")) ?? defaultSession.priority,
    streamBytesPerSecond: number("stream", positive) ?? 0,
  };
}

/** The session of a query; what does not fit is left at its default. */
export function parseSession(query: string): Session {
  const params = new URLSearchParams(query);
  const text: TextOf = (key) => params.get(key) ?? undefined;
  const number = numberIn(text);
  const pinned = text("pinned");
  const nested = parseNested(pinned ?? "");
  return {
    model: text("model"),
    file: text("file"),
    ...parseAsked(text),
    baseline: pinned === undefined ? undefined : parseAsked((key) => nested.get(key)),
    compared: parseNames(text("compare") ?? "").slice(0, mostCompared),
    figure: parseChoice(text("figure") ?? ""),
    budgetSeconds: number("budget", positive),
    budgetKnob: knobs.find((one) => one === text("meet")) ?? defaultSession.budgetKnob,
    budgetSize: text("largest"),
    grain: grains.find((one) => one === text("grain")) ?? defaultSession.grain,
    grouping: groupings.find((one) => one === text("group")),
    toggled: parseNumbers(text("toggled") ?? ""),
    heat: heatIds.find((one) => one === text("heat")) ?? defaultSession.heat,
    criticalPath: text("path") === "on",
    rules: ruleSetById(text("rules") ?? "")?.id,
    library: text("library"),
    algorithms: Object.fromEntries(parsePairs(text("algorithm") ?? "")),
    view: text("view") ?? defaultSession.view,
    roofline: rooflineModes.find((one) => one === text("roofline")) ?? defaultSession.roofline,
    ceilings: text("ceilings") === "on",
    technology: text("technology"),
    weightStorage: storages.find((one) => one === text("weights")),
    activationStorage: storages.find((one) => one === text("activations")),
    inPlace: text("inplace") === "on",
    surface: statePairs.find((one) => one === text("surface")) ?? defaultSession.surface,
    accuracy: text("accuracy"),
    order: orders.find((one) => one === text("order")) ?? defaultSession.order,
    workers: workersOf(text("workers")),
    lesson: text("lesson"),
    lessonAt: text("at"),
    node: text("node"),
    search: text("q") ?? "",
    sort: parseSort(text("sort")),
  };
}

const formatNames = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : names.map((name) => name.replaceAll(/[%,]/g, encodeURIComponent)).join(",");

/** Each once. */
const parseNames = (text: string): readonly string[] => [
  ...new Set(
    text.split(",").flatMap((name) => (name === "" ? [] : [name.replaceAll(/%(25|2C)/g, decodeURIComponent)])),
  ),
];

/** "3.17.40" */
const parseNumbers = (text: string): readonly number[] =>
  text.split(".").flatMap((part) => (/^\d{1,7}$/.test(part) ? [Number(part)] : []));

/** "batch:4,seq:128"; a name that has a colon, comma or percent sign in it keeps them as codes. */
function formatPairs(pairs: Readonly<Record<string, string | number>>): string | undefined {
  const parts = Object.entries(pairs).map(
    ([name, value]) => `${name.replaceAll(/[%:,]/g, encodeURIComponent)}:${value}`,
  );
  return parts.length === 0 ? undefined : parts.join(",");
}

const parsePairs = (text: string): readonly (readonly [string, string])[] =>
  text.split(",").flatMap((part) => {
    const [, name, value] = /^(.+):([\w-]+)$/.exec(part) ?? [];
    return name === undefined || value === undefined
      ? []
      : [[name.replaceAll(/%(25|2C|3A)/g, decodeURIComponent), value] as const];
  });

const parseSizes = (text: string): Session["sizes"] =>
  Object.fromEntries(
    parsePairs(text).flatMap(([name, size]) =>
      /^\d{1,15}$/.test(size) && Number(size) >= 1 ? [[name, Number(size)]] : [],
    ),
  );

const workersOf = (text: string | undefined): Session["workers"] =>
  text === "clusters" ? text : (workerCounts.find((count) => String(count) === text) ?? defaultSession.workers);

function parseSort(text: string | undefined): Sort | undefined {
  const key = sortKeys.find((one) => one === text?.replace(/^-/, ""));
  return key === undefined ? undefined : { key, descending: text?.startsWith("-") === true };
}

/** Browsers refuse more than some hundred changes of the address in half a minute, and a slider makes sixty a second. */
const writeDelayMs = 150;

/** Reads the address into the session and keeps the two alike; a newly opened sample gets its own step in the history. */
export function mirrorInAddress(onNavigate: () => void): void {
  const read = (): void => {
    session.set(parseSession(location.search));
    noteDevice(new URLSearchParams(location.search).get("device"));
  };
  read();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let end = (): void => {};
  const write = (): void => {
    timer = undefined;
    const query = formatSession(session.get());
    const address = query === "" ? location.pathname : `${location.pathname}?${query}`;
    const other = new URLSearchParams(location.search).get("model") !== (session.get().model ?? null);
    if (`${location.pathname}${location.search}` !== address) {
      if (other) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    end();
  };
  session.subscribe(() => {
    if (timer !== undefined) return;
    end = begin();
    timer = setTimeout(write, writeDelayMs);
  });
  addEventListener("popstate", () => {
    read();
    onNavigate();
  });
}
