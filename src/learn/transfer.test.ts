import { describe, expect, test } from "vitest";
import { deviceById } from "../device/catalog/index.ts";
import type { CoreSet } from "../device/device.ts";
import { randomSource } from "../generate/random.ts";
import { doubtOfNewDevice, fromOtherCores, transferBand, transferNames } from "./transfer.ts";
import type { Configuration } from "./weights.ts";

const normal90 = 1.2816;

/** Share of further draws that lie within mean ± width · deviation of `devices` draws before them. */
function covered(devices: number, width: number): number {
  const random = randomSource(7);
  // Box and Muller.
  const draw = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const rounds = 20_000;
  let hits = 0;
  for (let round = 0; round < rounds; round += 1) {
    const known = Array.from({ length: devices }, draw);
    const mean = known.reduce((sum, one) => sum + one, 0) / devices;
    const deviation = Math.sqrt(known.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (devices - 1));
    if (Math.abs(draw() - mean) <= width * deviation) hits += 1;
  }
  return hits / rounds;
}

test.each([3, 4, 5, 8])(
  "of %i devices, the widened interval holds 80 % of a further one; as it was it held less",
  (n) => {
    expect(covered(n, normal90 * doubtOfNewDevice(n))).toBeCloseTo(0.8, 1.7);
    expect(covered(n, normal90)).toBeLessThan(0.78);
  },
);

test("four devices: t(3) = 1.638, so 1.638 · √1.25 / 1.2816; the more there are, the less it adds", () => {
  expect(doubtOfNewDevice(4)).toBeCloseTo((1.638 * Math.sqrt(1.25)) / 1.2816, 10);
  const doubts = [2, 3, 5, 10, 11, 12, 100].map(doubtOfNewDevice);
  expect(doubts).toEqual(doubts.toSorted((a, b) => b - a));
  expect(doubts.at(-1)).toBeCloseTo(1, 1.5);
});

test("a band counts devices once, whatever their cores, and not those of the user's own", () => {
  const at = (device: string, own?: number) => ({ device, cores: "large:1", own }) as never;
  const transfer = { low: -0.2, high: 0.3 } as never;
  const band = transferBand({
    transfer,
    configurations: [at("a"), at("a"), at("b"), at("c"), at("d"), at("mine", 3)],
  });
  expect(band.low).toBeCloseTo(-0.2 * doubtOfNewDevice(4));
  expect(band.high).toBeCloseTo(0.3 * doubtOfNewDevice(4));
});

describe("cores that were not measured, of a device of which others were", () => {
  const line = { features: transferNames, means: [0, 0, 0, 0, 0], weights: [-1, 0, 0, 0, 0], intercept: 0, part: 0 };
  const transfer = { ...line, low: -0.2, high: 0.3 };
  const measured = (cores: string): Configuration => ({
    device: "rk3399",
    cores,
    coefficients: Float32Array.from([2, 3]),
    unclocked: Float32Array.from([1, 1]),
    clocks: [408e6, 1.8e9],
    slowdowns: [[0.5, 1.3]],
    logSpeed: 0,
    spread: 0.1,
    networks: 5,
  });
  const rk3399 = deviceById("rk3399")!;
  const asked = (configurations: readonly Configuration[], cores: CoreSet) =>
    fromOtherCores({ configurations }, transfer, { device: rk3399, cores });

  test("half the cores at T ~ 1 / pace take twice as long; the clock acts as it did, loads were not measured", () => {
    const { configuration, from } = asked([measured("large:2"), measured("small:4")], { large: 1 })!;
    expect(from.cores).toBe("large:2");
    expect([...configuration.coefficients]).toEqual([4, 6]);
    expect([...configuration.unclocked!]).toEqual([2, 2]);
    expect(configuration).toMatchObject({ cores: "large:1", clocks: [408e6, 1.8e9], slowdowns: undefined });
    expect(configuration.logSpeed).toBeCloseTo(Math.log(2), 12);
  });

  test("the same cluster goes before a nearer number of cores; another cluster's clock is not carried", () => {
    const both = [measured("large:2"), measured("small:4")];
    expect(asked(both, { small: 1 })!.from.cores).toBe("small:4");
    const { configuration, from } = asked(both.slice(0, 1), { small: 1 })!;
    expect(from.cores).toBe("large:2");
    expect(configuration).toMatchObject({ unclocked: undefined, clocks: undefined });
  });

  test("another device's cores are no help here", () => {
    expect(asked([{ ...measured("large:1"), device: "pi5" }], { large: 1 })).toBeUndefined();
  });
});
