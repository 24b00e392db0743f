import { expect, test } from "vitest";
import { modelInput } from "../../learn/model-input.ts";
import { termSums } from "../../predict/conv-regression.ts";
import { inputOf } from "../../testing/gcn-weights.ts";
import type { Sample } from "./groups.ts";
import { partsOf } from "./parts.ts";

const input = inputOf(`
  x: float32[1,16,8,8]
  const w1: float32[10,16,1,1]
  const w2: float32[16,10,3,3]
  a = Conv(x, w1)
  b = Relu(a)
  c = Conv(b, w2) pads=[1,1,1,1]
  d = Add(c, x)
  f = Flatten(d)
  y = Softmax(f)
`);
const model = modelInput(input, "mlas");
const sample: Sample = { network: "n", family: "f", whole: true, model, sums: termSums(model.amounts) };
const place = (op: string, nth = 0): number =>
  input.nodes.flatMap((node, at) => (node.op === op ? [at] : []))[nth] ?? -1;

const seconds = new Map([
  [place("Conv"), 2],
  [place("Relu"), 1],
  [place("Conv", 1), 4],
  [place("Flatten"), 1],
  [place("Softmax"), 1],
]);
const profile = { nodes: input.nodes.map((_, at) => seconds.get(at)), elsewhere: 1 };

test("a kernel's time is its share of the profile, of the network's own latency; what is fused goes with its kernel", () => {
  const parts = partsOf(sample, profile, 100);
  const known = parts.map(({ sample: own, seconds: time, weight = 1 }) => [
    own.model.graph.nodes.map(({ op }) => op).join(),
    Number(time.toFixed(9)),
    Number((weight / 3).toFixed(9)),
  ]);
  expect(known).toEqual([
    // The one value that leaves the blocked layout is the first convolution's: the reorder is on its account.
    ["Conv,Relu", 40, 0.4],
    ["Conv,Add", 40, 0.4],
    ["Softmax", 10, 0.1],
  ]);
  expect(parts.every(({ isPart, sample: own }) => isPart === true && !own.whole && own.network === "n")).toBe(true);
});

test("the amounts of the parts are those of the whole", () => {
  const sums = new Float64Array(sample.sums.length);
  for (const part of partsOf(sample, profile, 1)) {
    for (const [at, value] of part.sample.sums.entries()) sums[at] = (sums[at] ?? 0) + value;
  }
  expect(Array.from(sums)).toEqual(Array.from(sample.sums));
});
