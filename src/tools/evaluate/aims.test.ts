import { expect, test } from "vitest";
import { aimLines, aims, isReached } from "./aims.ts";
import type { ResultLine } from "./report.ts";

const lineOf = (method: string, mape: number): ResultLine => ({
  source: "rk3399",
  split: "unseen networks",
  extent: "network",
  by: "all",
  value: "all",
  method,
  rows: 171,
  cases: 126,
  within5: 0.4,
  within10: 0.6,
  mape,
  rmspe: 0.2,
  spearman: 0.9,
  interval80: 0.8,
});

test("errors are aims from above, shares and ranks from below", () => {
  const [share, error] = [
    aims.find(({ figure }) => figure === "within10"),
    aims.find(({ figure }) => figure === "mape"),
  ];
  expect([isReached(share!, share!.bound), isReached(share!, share!.bound - 0.001)]).toEqual([true, false]);
  expect([isReached(error!, error!.bound), isReached(error!, error!.bound + 0.001)]).toEqual([true, false]);
});

test("a line tells the aim, the figure, that of least squares and how many rows could be predicted", () => {
  const text = aimLines([lineOf("own", 0.089), lineOf("nnls", 0.176)], "own").join("\n");
  expect(text).toContain(
    "| RK3399, unseen network, all clocks, MAPE | 126 of 171 | ≤ 12.0 % | 8.9 % | 17.6 % | reached |",
  );
  expect(aimLines([lineOf("own", 0.13)], "own").join("\n")).toContain("| 13.0 % |  | missed |");
});

test("without results there is no table", () => {
  expect(aimLines([], "own")).toEqual([]);
});
