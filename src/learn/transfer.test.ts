import { expect, test } from "vitest";
import { randomSource } from "../generate/random.ts";
import { doubtOfNewDevice, transferBand } from "./transfer.ts";

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
