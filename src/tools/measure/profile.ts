/** What ONNX Runtime's profile says of each node: a Chrome trace, one event for each execution of a kernel. */

export interface NodeTime {
  /** The node's name; of a fused node, the one the optimizer gave. */
  readonly node: string;
  readonly op: string;
  readonly medianSeconds: number;
}

interface Event {
  readonly cat: string;
  readonly name: string;
  readonly dur: number;
  readonly args: { readonly op_name?: string };
}

const suffix = "_kernel_time";

const isEvent = (value: unknown): value is Event =>
  typeof value === "object" && value !== null && "cat" in value && "name" in value && "dur" in value && "args" in value;

/** Median time of each node over the runs after the warm-up, in the order of execution. */
export function nodeTimes(profile: string, warmUps: number, runs: number): readonly NodeTime[] {
  const events: unknown = JSON.parse(profile);
  if (!Array.isArray(events)) throw new Error("the profile is no list of events");
  const times = new Map<string, { readonly op: string; readonly seconds: number[] }>();
  for (const event of events) {
    if (!isEvent(event) || event.cat !== "Node" || !event.name.endsWith(suffix)) continue;
    const node = event.name.slice(0, -suffix.length);
    const known = times.get(node) ?? { op: event.args.op_name ?? "", seconds: [] };
    known.seconds.push(event.dur / 1e6);
    times.set(node, known);
  }
  return [...times].map(([node, { op, seconds }]) => {
    const sorted = seconds.slice(warmUps, warmUps + runs).toSorted((a, b) => a - b);
    return { node, op, medianSeconds: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN };
  });
}
