import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Prediction, Target } from "../predict/predictor.ts";
import { inputOf, randomWeights, smallNetwork, targetOf } from "../testing/gcn-weights.ts";
import { shipped } from "../testing/shipped.ts";
import { createGcnPredictor } from "./gcn-predictor.ts";
import { plainEngine } from "./gcn.ts";

const input = inputOf(smallNetwork);
const cores = { large: 1 } as const;
const predictor = createGcnPredictor(randomWeights(), plainEngine);
const ready = await predictor.prepare(input);
const nominal = targetOf("pixel4", cores);
const ask = (state: Partial<Target["state"]>): Prediction => ready.predict(targetOf("pixel4", cores, state));
const latency = (state: Partial<Target["state"]>): number => ask(state).latencySeconds ?? Number.NaN;

const clock = fc.double({ min: 3e8, max: 3e9, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const bandwidth = fc.double({ min: 1e9, max: 4e10, noNaN: true });
const state = fc.record({ frequencyHz: clock, utilization: share, bandwidthBytesPerSecond: bandwidth });
/** Rounding of sums. */
const about = 1 + 1e-9;

describe("laws of state", () => {
  test("a higher clock is never slower", () => {
    fc.assert(
      fc.property(state, clock, (now, other) => {
        const [low, high] = [Math.min(now.frequencyHz, other), Math.max(now.frequencyHz, other)];
        expect(latency({ ...now, frequencyHz: high })).toBeLessThanOrEqual(
          latency({ ...now, frequencyHz: low }) * about,
        );
      }),
    );
  });

  test("more background load is never faster, and at most twice as slow", () => {
    fc.assert(
      fc.property(state, share, (now, other) => {
        const [less, more] = [Math.min(now.utilization, other), Math.max(now.utilization, other)];
        const [idle, busy] = [latency({ ...now, utilization: less }), latency({ ...now, utilization: more })];
        expect(busy * about).toBeGreaterThanOrEqual(idle);
        expect(busy).toBeLessThanOrEqual(2 * idle * about);
      }),
    );
  });

  test("more bandwidth is never slower", () => {
    fc.assert(
      fc.property(state, bandwidth, (now, other) => {
        const [less, more] = [
          Math.min(now.bandwidthBytesPerSecond, other),
          Math.max(now.bandwidthBytesPerSecond, other),
        ];
        expect(latency({ ...now, bandwidthBytesPerSecond: more })).toBeLessThanOrEqual(
          latency({ ...now, bandwidthBytesPerSecond: less }) * about,
        );
      }),
    );
  });

  test("T = (T_cpu f0/f + T_mem B0/B) / (1 - u/2): half of both rates and a full load take four times as long", () => {
    const { frequencyHz, bandwidthBytesPerSecond = 0 } = nominal.state;
    const slow = { frequencyHz: frequencyHz / 2, bandwidthBytesPerSecond: bandwidthBytesPerSecond / 2, utilization: 1 };
    expect(latency(slow)).toBeCloseTo(4 * latency({}), 12);
  });

  test("nodes sum to the latency in every state, and keep their places", () => {
    fc.assert(
      fc.property(state, (now) => {
        const { latencySeconds = 0, nodes } = ask(now);
        expect(nodes).toHaveLength(input.nodes.length);
        expect(nodes.reduce<number>((sum, time) => sum + (time ?? 0), 0)).toBeCloseTo(latencySeconds, 12);
      }),
    );
  });
});

test("the total is the prediction's own, interval and refusals included", () => {
  const any = fc.record({
    frequencyHz: fc.oneof(clock, fc.constant(nominal.state.frequencyHz)),
    utilization: fc.oneof(share, fc.constantFrom(0, 1)),
    priority: fc.constantFrom("equal" as const, "higher" as const),
    bandwidthBytesPerSecond: fc.option(bandwidth, { nil: undefined }),
  });
  fc.assert(
    fc.property(any, (now) => {
      const { latencySeconds, lowSeconds, highSeconds } = ask(now);
      expect(ready.total(targetOf("pixel4", cores, now))).toEqual({ latencySeconds, lowSeconds, highSeconds });
    }),
  );
  const unmeasured: Target = { ...nominal, runtime: "mnn" };
  expect(ready.predict(unmeasured).latencySeconds).toBeUndefined();
  expect(ready.total(unmeasured).latencySeconds).toBeUndefined();
});

test("the interval is given at the state of the measurements only", () => {
  // Nothing like the one network of the training: the far interval, -2 to 4 spreads of 0.05.
  const { latencySeconds = 0, lowSeconds, highSeconds, warnings } = ask({});
  expect(lowSeconds).toBeCloseTo(latencySeconds * Math.exp(-2 * 0.05), 12);
  expect(highSeconds).toBeCloseTo(latencySeconds * Math.exp(4 * 0.05), 12);
  expect(warnings).toEqual([]);
  const busy = ask({ utilization: 0.5 });
  expect([busy.lowSeconds, busy.highSeconds]).toEqual([undefined, undefined]);
  expect(busy.warnings.join()).toContain("no interval");
  const first = ready.predict({ ...nominal, state: { ...nominal.state, utilization: 0.5, priority: "higher" } });
  expect((first.latencySeconds ?? 0) / (ready.predict(nominal).latencySeconds ?? 0)).toBeCloseTo(2, 12);
  expect(first.warnings.join()).toContain("a load that goes first is a law");
  const crowded = ready.predict({ ...nominal, state: { ...nominal.state, streamBytesPerSecond: 4e9 } });
  expect(crowded.warnings.join()).toContain("traffic of other cores");
});

describe("a configuration whose clock and load were varied", () => {
  const weights = randomWeights();
  const varied = createGcnPredictor(
    {
      ...weights,
      groups: weights.groups.map((group) => ({
        ...group,
        configurations: group.configurations.map((one) => ({
          ...one,
          unclocked: one.coefficients.map((value) => value / 4),
          clocks: [5e8, 2e9] as const,
          slowdowns: [
            [0, 1],
            [0.5, 1.8],
            [0.9, 2],
          ] as const,
          preempted: [
            [0, 1],
            [0.5, 2],
          ] as const,
          crowded: [
            [0, 1],
            [16e9, 1.1],
          ] as const,
        })),
      })),
    },
    plainEngine,
  );

  test("T(f) = 3/4 T f0/f + T/4, with an interval inside of the clocks that were measured", async () => {
    const model = await varied.prepare(input);
    const at = (frequencyHz: number): Prediction => model.predict(targetOf("pixel4", cores, { frequencyHz }));
    const top = at(2e9).latencySeconds ?? 0;
    expect(at(1e9).latencySeconds).toBeCloseTo(top * (0.75 * 2 + 0.25), 12);
    expect(at(1e9).highSeconds).toBeGreaterThan(0);
    expect(at(4e8).highSeconds).toBeUndefined();
  });

  const beside = async (state: Partial<Target["state"]>): Promise<Prediction> =>
    (await varied.prepare(input)).predict(targetOf("pixel4", cores, { frequencyHz: 2e9, ...state }));
  const slowdown = async (state: Partial<Target["state"]>): Promise<number> =>
    ((await beside(state)).latencySeconds ?? Number.NaN) / ((await beside({})).latencySeconds ?? Number.NaN);

  test("a load slows down as it was measured, with straight lines of the speed between and beyond", async () => {
    expect(await slowdown({ utilization: 0.25 })).toBeCloseTo(2 / (1 + 1 / 1.8), 12);
    expect(await slowdown({ utilization: 0.9 })).toBeCloseTo(2, 12);
    expect(await slowdown({ utilization: 1 })).toBeCloseTo(1 / (1 / 2 - (1 / 1.8 - 1 / 2) / 4), 12);
  });

  test("a load that goes first has slowdowns of its own, and where it takes all there is no time", async () => {
    expect(await slowdown({ utilization: 0.5, priority: "higher" })).toBeCloseTo(2, 12);
    expect(await slowdown({ utilization: 0.75, priority: "higher" })).toBeCloseTo(4, 12);
    const starved = await beside({ utilization: 1, priority: "higher" });
    expect(starved.latencySeconds).toBeUndefined();
    expect(starved.warnings.join()).toContain("leaves nothing");
  });

  test("a stream on another core slows down as it was measured, on top of a load", async () => {
    expect(await slowdown({ streamBytesPerSecond: 16e9 })).toBeCloseTo(1.1, 12);
    expect(await slowdown({ streamBytesPerSecond: 16e9, utilization: 0.9 })).toBeCloseTo(2.2, 12);
    expect((await beside({ streamBytesPerSecond: 8e9 })).highSeconds).toBeGreaterThan(0);
  });

  test("more traffic than was measured follows the last line, and is told to be a law", async () => {
    expect(await slowdown({ streamBytesPerSecond: 32e9 })).toBeCloseTo(1 / (1 - 2 * (1 - 1 / 1.1)), 12);
    const { highSeconds, warnings } = await beside({ streamBytesPerSecond: 32e9 });
    expect(highSeconds).toBeUndefined();
    expect(warnings.join()).toContain("traffic of other cores beyond that measured");
  });
});

test("two runs give the same number", async () => {
  const again = await createGcnPredictor(randomWeights(), plainEngine).prepare(inputOf(smallNetwork));
  expect(again.predict(nominal)).toEqual(ready.predict(nominal));
});

describe("what training never saw is refused with a reason", () => {
  test.each([
    ["another runtime", { ...nominal, runtime: "ort" }, "Not trained on ONNX Runtime, only on TFLite"],
    ["another precision", { ...nominal, precision: "int8" }, "Not trained on int8 with TFLite"],
    ["another set of cores", targetOf("pixel4", { small: 1 }), "only on 1 large, 2 small"],
    ["another device", targetOf("rk3399", { large: 1 }), "only on Google Pixel 4"],
  ] satisfies (readonly [string, Target, string])[])("%s", (_, target, words) => {
    const refusal = ready.predict(target);
    expect(refusal.latencySeconds).toBeUndefined();
    expect(refusal.nodes.every((time) => time === undefined)).toBe(true);
    expect(refusal.warnings.join()).toContain(words);
  });

  test("a model without any known cost", async () => {
    const unknown = await predictor.prepare(inputOf("x: float32[8]\n y = Mystery(x)"));
    expect(unknown.predict(nominal).latencySeconds).toBeUndefined();
  });
});

test("a little of an operator that training never saw, and a size outside of it, are a warning", async () => {
  // 2·4·64·9·4·4 FLOP in the convolution, some 5 for each of 64 elements in the Softmax: 0.4 %.
  const strange = await predictor.prepare(
    inputOf("x: float32[1,64,6,6]\n const w: float32[4,64,3,3]\n a = Conv(x, w)\n y = Softmax(a)"),
  );
  const { latencySeconds, warnings } = strange.predict(nominal);
  expect(latencySeconds).toBeGreaterThan(0);
  expect(warnings.join()).toContain("had Softmax");
  expect(warnings.join()).toContain("outside of what was trained on");
});

test("kernels that only other devices lend widen the interval, and are told by kind and share", async () => {
  const weights = randomWeights();
  const [group] = weights.groups;
  const transfer = { features: [], means: [], weights: [], intercept: 0, part: 0, low: -3, high: 4 };
  const narrow = createGcnPredictor({ ...weights, groups: [{ ...group!, transfer }] }, plainEngine);
  const operators = group!.operators.filter((name) => !name.includes("depthwise"));
  const lent = { ...weights, groups: [{ ...group!, operators, transfer }] };
  const lender = { ...group!, id: "another", configurations: [] };
  const wide = createGcnPredictor({ ...lent, groups: [...lent.groups, lender] }, plainEngine);
  const [known, unknown] = [
    (await narrow.prepare(input)).predict(nominal),
    (await wide.prepare(input)).predict(nominal),
  ];
  expect(unknown.latencySeconds).toBe(known.latencySeconds);
  expect(unknown.lowSeconds).toBeLessThan(known.lowSeconds ?? 0);
  expect(unknown.highSeconds).toBeGreaterThan(known.highSeconds ?? Number.POSITIVE_INFINITY);
  expect(unknown.highSeconds! / unknown.latencySeconds!).toBeCloseTo(Math.exp(4));
  expect(known.warnings.join()).not.toContain("depthwise");
  expect(unknown.warnings.join()).toContain("had depthwise Conv");
  expect(unknown.warnings.join()).toMatch(/\d+ % of the time is in kernels that were measured on other devices only/);
});

test("a model that is mostly operators training never saw is refused, with the share of its FLOPs", async () => {
  const transformer = await predictor.prepare(
    inputOf("x: float32[4,8]\n const w: float32[8,8]\n a = MatMul(x, w)\n y = Softmax(a)"),
  );
  const { latencySeconds, warnings } = transformer.predict(nominal);
  expect(latencySeconds).toBeUndefined();
  expect(warnings[0]).toContain("100 % of this model's FLOPs");
});

describe("the predictor that ships", () => {
  test("answers for each configuration, slower on a small core than on a large one", async () => {
    const model = await shipped.prepare(input);
    const large = model.predict(targetOf("pixel4", { large: 1 }));
    const small = model.predict(targetOf("pixel4", { small: 1 }));
    expect(large.latencySeconds).toBeGreaterThan(1e-4);
    expect(small.latencySeconds).toBeGreaterThan(large.latencySeconds ?? 0);
  });

  test("three measurements of one's own on cores that were never measured bring the others near", async () => {
    const target = targetOf("iphone7", { large: 2 });
    const sizes = [32, 48, 64, 96].map((size) => inputOf(smallNetwork.replace("1,3,64,64", `1,3,${size},${size}`)));
    const before = await Promise.all(sizes.map(async (one) => (await shipped.prepare(one)).predict(target)));
    // A phone that is 1.6 times slower than its hardware promises.
    const seconds = before.map(({ latencySeconds = 0 }) => 1.6 * latencySeconds);
    const bent = shipped.withMeasurements?.(
      sizes.slice(0, 3).map((one, at) => ({ input: one, target, seconds: seconds[at] ?? 0 })),
    );
    const after = (await bent!.prepare(sizes[3]!)).predict(target);
    expect(after.latencySeconds! / seconds[3]!).toBeGreaterThan(0.85);
    expect(after.latencySeconds! / seconds[3]!).toBeLessThan(1.1);
    const elsewhere = (await bent!.prepare(sizes[3]!)).predict(targetOf("iphone7", { large: 1 }));
    expect(elsewhere.warnings.join()).toContain("Nothing was measured");
  });

  test("tells what it came from, with baselines beside it", () => {
    const { provenance } = shipped;
    expect(provenance?.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(provenance?.results.map(({ method }) => method)).toContain("FLOPs proxy");
    expect(provenance?.rows).toBeGreaterThan(2000);
  });

  const asks: readonly (readonly [string, Target])[] = [
    ["PyTorch Mobile, int8", { ...targetOf("s10", { large: 1 }), runtime: "pytorch-mobile", precision: "int8" }],
    ["a Raspberry Pi 5, ONNX Runtime", { ...targetOf("pi5", { large: 1 }), runtime: "ort" }],
    ["an RK3399 at 600 MHz", { ...targetOf("rk3399", { small: 4 }, { frequencyHz: 6e8 }), runtime: "armcl" }],
  ];
  test.each(asks)("knows %s", async (_, target) => {
    const { latencySeconds = 0, lowSeconds = 0, highSeconds = 0 } = (await shipped.prepare(input)).predict(target);
    expect(lowSeconds).toBeGreaterThan(0);
    expect(latencySeconds).toBeGreaterThan(lowSeconds);
    expect(highSeconds).toBeGreaterThan(latencySeconds);
  });

  test("scales a phone that was never measured, says from which, and is less sure of it", async () => {
    const model = await shipped.prepare(input);
    const own = model.predict(targetOf("iphonexs", { large: 1 }));
    const other = model.predict(targetOf("iphone7", { large: 1 }));
    const width = ({ lowSeconds = 0, highSeconds = 0 }: Prediction): number => highSeconds / lowSeconds;
    expect(other.warnings.join()).toContain("scaled from");
    expect(other.latencySeconds).toBeGreaterThan(own.latencySeconds ?? 0);
    expect(width(other)).toBeGreaterThan(width(own));
  });
});
