import { expect, test } from "vitest";
import { pi5 } from "../../../device/catalog/pi5.ts";
import { technologyOf, unitEnergies } from "../../../device/energy/technologies.ts";
import { hierarchyOf, levelTraffics } from "../../../device/levels.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { bandIn, barOf, energyView, largestPart, middle, unitOf } from "./rows.ts";

const hierarchy = hierarchyOf(pi5, { large: 1 });
const viewOf = (text: string, id = "7nm") => {
  const { nodes } = analysisOf(text);
  const units = unitEnergies(technologyOf(id), pi5, pi5.clusters[0], hierarchy.size, "fp32");
  return energyView(nodes, levelTraffics(nodes, hierarchy, "fp32"), units);
};
const network = `
  x: float32[1,64,56,56]
  const w: float32[64,64,3,3]
  const s: int64[2] = 1,-1
  a = Conv(x, w) pads=[1,1,1,1]
  b = Relu(a)
  c = Mystery(b)
  d = Reshape(b, s)
`;

test("a row per class that costs anything, costliest first, adding up to the total", () => {
  const { rows, total, sum } = viewOf(network);
  expect(rows.map(({ opClass }) => opClass.id)).toEqual(["conv", "activation"]);
  const middles = rows.map((row) => middle(row.total));
  expect(middles[0]).toBeGreaterThan(middles[1] ?? Infinity);
  expect(total?.high).toBeCloseTo(
    rows.reduce((all, row) => all + row.total.high, 0),
    12,
  );
  // The mystery counts as a node whose energy is not known; the view does not count.
  expect(sum).toMatchObject({ nodes: 3, covered: 2 });
});

test("a convolution burns arithmetic and loads, an activation DRAM", () => {
  const { rows } = viewOf(network);
  expect(rows[1] && largestPart(rows[1].sum)?.part).toBe("DRAM");
  expect(rows[0] && largestPart(rows[0].sum)?.part).not.toBe("DRAM");
});

test("a bar's parts are the middles of their bands and end within the whisker", () => {
  const { rows } = viewOf(network);
  for (const row of rows) {
    const { segments, low, high } = barOf(row, row.total.high);
    const end = segments.reduce((sum, { width }) => sum + width, 0);
    expect(high).toBe(1);
    expect(end).toBeCloseTo((low + high) / 2, 9);
  }
});

test("a model without anything known has no total", () => {
  expect(viewOf("x: float32[4]\n y = Mystery(x)")).toMatchObject({ rows: [], total: undefined });
});

test("numbers of a table share the unit of the largest", () => {
  expect([2.5, 5.65e-3, 3e-6, 4e-9, 1e-12].map((most) => unitOf(most)[1])).toEqual(["J", "mJ", "µJ", "nJ", "nJ"]);
  expect(bandIn({ low: 1.617e-3, high: 5.65e-3 }, 1e-3)).toBe("1.62–5.65");
  expect(bandIn({ low: 1e-9, high: 2e-9 }, 1e-3)).toBe("< 0.01");
  expect(bandIn({ low: 0, high: 0 }, 1e-3)).toBe("0");
  expect(bandIn(undefined, 1e-3)).toBe("—");
});
