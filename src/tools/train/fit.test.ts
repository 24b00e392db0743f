/** Fitting on networks whose times are made by a known device: what was put in comes out. */
import { describe, expect, test } from "vitest";
import { modelInput } from "../../learn/model-input.ts";
import { terms, termSums } from "../../predict/conv-regression.ts";
import { inputOf, noise, targetOf } from "../../testing/gcn-weights.ts";
import { fitTransfer } from "./calibrate.ts";
import { chooseRidge, familyError } from "./choose-ridge.ts";
import { slowdownsOf } from "./contention.ts";
import type { ConfigurationData, GroupData, Observation, Sample } from "./groups.ts";
import { learnGroups } from "./learn-groups.ts";
import { seeded } from "./random.ts";
import { defaultRidge, fitGroup, fittedTime } from "./regression.ts";

const next = noise(3);
const pick = (from: number, to: number): number => Math.round(from + ((next() + 1) / 2) * (to - from));

function sampleOf(at: number): Sample {
  const [a, b, c, size] = [8 * pick(1, 8), 8 * pick(1, 8), 8 * pick(1, 8), pick(16, 64)];
  const model = modelInput(
    inputOf(`
      x: float32[1,${a},${size},${size}]
      const w1: float32[${b},${a},3,3]
      const w2: float32[${b},1,3,3]
      const w3: float32[${c},${b},1,1]
      d = Conv(x, w1) pads=[1,1,1,1]
      e = Conv(d, w2) group=${b} pads=[1,1,1,1]
      f = Conv(e, w3)
      y = GlobalAveragePool(f)
    `),
  );
  return { network: `n${at}`, family: `f${at % 5}`, whole: true, model, sums: termSums(model.amounts) };
}

const samples = Array.from({ length: 60 }, (_, at) => sampleOf(at));
const truth: Readonly<Record<string, number>> = {
  "dense.mac": 1e-10,
  "depthwise.mac": 5e-10,
  "conv.byte": 2e-10,
  "any.count": 2e-5,
};
const timeOf = ({ sums }: Sample): number =>
  terms.reduce((time, name, term) => time + (truth[name] ?? 0) * (sums[term] ?? 0), 0);

const configuration = (device: string, speed: number, clocks: readonly number[] = []): ConfigurationData => {
  const target = targetOf(device, { large: 1 });
  const top = Math.max(...clocks);
  return {
    device: target.device,
    cores: "large:1",
    target,
    observations: samples.flatMap((sample): readonly Observation[] =>
      clocks.length === 0
        ? [{ sample, seconds: speed * timeOf(sample), frequencyHz: undefined }]
        : clocks.map((frequencyHz) => ({
            sample,
            seconds: speed * timeOf(sample) * (0.7 * (top / frequencyHz) + 0.3),
            frequencyHz,
          })),
    ),
    contention: { equal: [], higher: [], stream: [] },
  };
};

const groupOf = (configurations: readonly ConfigurationData[]): GroupData => ({
  id: "made",
  source: "qed",
  runtime: "tflite",
  precision: "fp32",
  kernels: "common",
  samples,
  configurations,
});

describe("a group", () => {
  test("times of every network come out within 2 %, on each device at its own speed", () => {
    const group = groupOf([configuration("pixel4", 1), configuration("s10", 1.7)]);
    const fit = fitGroup(group, undefined, defaultRidge);
    for (const [at, { observations }] of group.configurations.entries()) {
      for (const one of observations) {
        expect(fittedTime(fit, fit.configurations[at]!, one, { slow: 1, perByte: 0 }) / one.seconds).toBeCloseTo(
          1,
          1.6,
        );
      }
    }
    const [first, second] = fit.configurations;
    expect(second!.logSpeed - first!.logSpeed).toBeCloseTo(Math.log(1.7), 2);
  });

  test("what the clock does not touch is found where the clock was varied: 30 %", () => {
    const group = groupOf([configuration("rk3399", 1, [4e8, 8e8, 1.2e9, 1.8e9])]);
    const fit = fitGroup(group, undefined, defaultRidge);
    const [own] = fit.configurations;
    for (const one of group.configurations[0]!.observations) {
      expect(fittedTime(fit, own!, one, { slow: 1.8e9 / one.frequencyHz!, perByte: 0 }) / one.seconds).toBeCloseTo(
        1,
        1.3,
      );
    }
  });
});

test("where layers were timed, no class takes a launch of half a millisecond for what sizes explain", () => {
  const group = { ...groupOf([configuration("rk3399", 1)]), kernels: "armcl" } as const;
  const counts = (one: GroupData): number => {
    const [own] = fitGroup(one, undefined, defaultRidge).configurations;
    return Math.max(...terms.map((name, j) => (name.endsWith(".count") ? (own!.coefficients[j] ?? 0) : 0)));
  };
  expect(counts(group)).toBeLessThan(50e-6);
});

test("a first group that was learned before gives what it gave, and leaves chance where it left it", () => {
  const [first, other] = [groupOf([configuration("pixel4", 1)]), groupOf([configuration("s10", 1.7)])];
  const learn = (groups: readonly GroupData[]): readonly unknown[] => {
    const random = seeded(5);
    const learned = learnGroups(groups, { seed: 5, folds: 3, ridge: defaultRidge, onProgress: () => {} }, random);
    return [learned.map(({ crossed, far }) => [...crossed.held, ...far].map(({ left }) => left)), random()];
  };
  const anew = learn([{ ...first }, other]);
  expect(learn([first, other])).toEqual(anew);
  expect(learn([first, other])).toEqual(anew);
});

test("a device left out gets the speed its pace promises", () => {
  // Seconds at 1 / pace exactly; pixel4, s10 and iphonexs differ in pace.
  const group = groupOf(
    ["pixel4", "s10", "iphonexs", "a03s"].map((id, at) => configuration(id, [1, 1.1, 0.7, 3][at] ?? 1)),
  );
  const transfer = fitTransfer(group, fitGroup(group, undefined, defaultRidge));
  expect(transfer?.weights[transfer.features.indexOf("log pace")]).toBeLessThan(-0.3);
  expect(transfer!.low).toBeLessThan(transfer!.high);
});

test("slowdowns are medians that never fall with the load", () => {
  expect(
    slowdownsOf([
      [0.2, 1.3],
      [0.2, 1.1],
      [0.2, 1.2],
      [0.4, 1.1],
      [0.4, 1.0],
      [0.4, 1.1],
    ]),
  ).toEqual([
    [0, 1],
    [0.2, 1.15],
    [0.4, 1.15],
  ]);
});

describe("how strongly coefficients are held back", () => {
  /** Families that a term of their own tells apart from what all share: noise, as far as another family is concerned. */
  const noisy = (count: number): GroupData => {
    const spread = noise(11);
    const families = new Map(Array.from({ length: count }, (_, at) => [`g${at}`, Math.exp(0.4 * spread())]));
    const own = samples.map((sample, at): Sample => ({ ...sample, family: `g${at % count}` }));
    const base = configuration("pixel4", 1);
    const observations = own.map((sample): Observation => ({
      sample,
      seconds: timeOf(sample) * (families.get(sample.family) ?? 1),
      frequencyHz: undefined,
    }));
    return { ...groupOf([{ ...base, observations }]), samples: own };
  };

  test("too few families choose nothing", () => {
    expect(chooseRidge(noisy(7), defaultRidge)).toEqual(defaultRidge);
  });

  test("the choice predicts the families that were held out no worse than what it started from", () => {
    const chosen = chooseRidge(noisy(12), defaultRidge);
    expect(familyError(noisy(12), chosen)).toBeLessThanOrEqual(familyError(noisy(12), defaultRidge));
    expect(chosen).not.toEqual(defaultRidge);
  });

  test("the same rows choose the same", () => {
    expect(chooseRidge(noisy(9), defaultRidge)).toEqual(chooseRidge(noisy(9), defaultRidge));
  });
});
