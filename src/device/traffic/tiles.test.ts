import fc from "fast-check";
import { expect, test } from "vitest";
import { plainOperand, productTraffic, type TiledProduct } from "./tiles.ts";

const width = 4;
const product = (m: number, n: number, k: number): TiledProduct => ({
  batch: 1,
  m,
  n,
  k,
  a: plainOperand(m * k * width),
  b: plainOperand(k * n * width),
  c: plainOperand(m * n * width),
});

test("once the smallest matrix, a row and a column fit, everything is moved once", () => {
  // The weights of 64 x 64 stay: 4096 elements, and beside them a row of 64 in and one of 64 out.
  const all = width * (3136 * 64 + 64 * 64 + 3136 * 64);
  expect(productTraffic(product(3136, 64, 64), width * (4096 + 128), true)).toBe(all);
  expect(productTraffic(product(3136, 64, 64), width * (4096 + 127), true)).toBeGreaterThan(all);
});

test("a memory of S elements moves about 2·m·n·k/√S elements of large matrices", () => {
  const size = 4096;
  const elements = 128 * 128 + 256;
  const bound = (2 * size ** 3) / Math.sqrt(elements) + size ** 2;
  expect(productTraffic(product(size, size, size), width * elements, true) / width / bound).toBeCloseTo(1, 1);
});

test("32 registers of 4 floats move between those of the 6 x 8 kernel of XNNPACK and of the 8 x 12 kernel of ACL", () => {
  const [m, n, k] = [4800, 4800, 512];
  const kernel = (rows: number, columns: number) => width * (m * n * k * (1 / rows + 1 / columns) + m * n);
  const moved = productTraffic(product(m, n, k), 512, false);
  expect(moved).toBeLessThan(kernel(6, 8));
  expect(moved / kernel(8, 12)).toBeCloseTo(1, 1);
});

test("without room for a tile, every multiplication loads both operands", () => {
  expect(productTraffic(product(10, 20, 30), 0, true)).toBe(width * (2 * 10 * 20 * 30 + 10 * 20));
});

test("overlapping windows are read once where the rows under a window fit, and gathered where not", () => {
  // A 3 x 3 window over one channel of 100 x 100, stride 1: nine entries for each element, three rows under a window.
  const a = { unique: width * 1e4, entries: 9 * width * 1e4, line: 3 * width * 100 };
  const window = { ...product(1e4, 1, 9), a };
  const rest = window.b.unique + window.c.unique;
  expect(productTraffic(window, 2000, true)).toBe(a.unique + rest);
  expect(productTraffic(window, 1000, true)).toBe(a.entries + rest);
  expect(productTraffic(window, 2000, false)).toBe(a.entries + rest);
});

const side = fc.integer({ min: 1, max: 5000 });

test("a larger memory never moves more; none moves less than everything once or more than two loads a product", () => {
  fc.assert(
    fc.property(
      side,
      side,
      side,
      fc.integer({ min: 0, max: 1e8 }),
      fc.double({ min: 1, max: 10, noNaN: true }),
      (m, n, k, capacity, overlap) => {
        const plain = product(m, n, k);
        const each = { unique: plain.a.unique / overlap, entries: plain.a.unique, line: plain.a.unique / overlap / 10 };
        const windows = { ...plain, a: each };
        const small = productTraffic(windows, capacity, true);
        const large = productTraffic(windows, capacity * 1.5 + 10, true);
        const least = each.unique + plain.b.unique + plain.c.unique;
        expect(large).toBeLessThanOrEqual(small);
        expect(large).toBeGreaterThanOrEqual(least * (1 - 1e-12));
        expect(small).toBeLessThanOrEqual(width * (2 * m * n * k + m * n) * (1 + 1e-12));
        expect(productTraffic(windows, capacity, false)).toBeGreaterThanOrEqual(small);
      },
    ),
  );
});

test("twice the products move twice the bytes", () => {
  fc.assert(
    fc.property(side, side, side, fc.integer({ min: 0, max: 1e6 }), (m, n, k, capacity) => {
      const one = product(m, n, k);
      expect(productTraffic({ ...one, batch: 2 }, capacity, true)).toBe(2 * productTraffic(one, capacity, true));
    }),
  );
});
