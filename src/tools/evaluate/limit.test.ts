import { expect, test } from "vitest";
import { GraphStore } from "../atlas/graphs.ts";
import type { AtlasRow, MeasuredState } from "../atlas/row.ts";
import { betweenSessions, fromOtherRows } from "./limit.ts";

const graph = new GraphStore().add("none", { nodes: [], edges: [] });

const row = (network: string, seconds: number, state: MeasuredState = {}, profiled?: number): AtlasRow => ({
  source: "own",
  network,
  family: network,
  extent: "network",
  graph,
  device: "d",
  cores: "large:1",
  runtime: "ort",
  precision: "fp32",
  state,
  seconds,
  ...(profiled === undefined ? {} : { profile: { nodes: [profiled / 2, undefined], elsewhere: profiled / 2 } }),
});

test("rows that follow one law of load are predicted by the network's others; one that is 20 % off is not", () => {
  const half = { utilization: 0.5 };
  const exact = ["a", "b", "c"].flatMap((network, at) => [
    row(network, at + 1),
    row(network, at + 1),
    row(network, 1.5 * (at + 1), half),
  ]);
  for (const { measured, predicted } of fromOtherRows(exact)) expect(predicted).toBeCloseTo(measured, 12);
  const [odd] = fromOtherRows([row("d", 1.2), row("d", 1), row("d", 1.5, half), ...exact]);
  expect(odd?.measured).toBe(1.2);
  expect(odd?.predicted).toBeCloseTo(1, 12);
});

test("a network with one row says nothing of it", () => {
  expect(fromOtherRows([row("a", 1)])).toEqual([]);
});

test("sessions differ by the deviation of idle latency over profile", () => {
  expect(betweenSessions([row("a", 1, {}, 1), row("b", 2, {}, 2), row("c", 3, {}, 3)])).toBeCloseTo(0, 12);
  // Logarithms 0 and ln 1.2: their deviation is ln 1.2 / √2.
  expect(betweenSessions([row("a", 1, {}, 1), row("b", 1.2, {}, 1), row("b", 9, { utilization: 0.9 }, 1)])).toBeCloseTo(
    Math.log(1.2) / Math.SQRT2,
    12,
  );
});
