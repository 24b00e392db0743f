import { expect, test } from "vitest";
import { blockDiffs } from "../../../compare/deltas.ts";
import { diffOf } from "../../../compare/diff.ts";
import { analyzeModel } from "../../../engine/analyze.ts";
import { networkOf } from "../../../generate/index.ts";
import type { NetworkParams } from "../../../generate/params.ts";
import { roofline } from "../../../predict/roofline.ts";
import { targetOf } from "../../../testing/gcn-weights.ts";
import { blockRows, changeText } from "./diff-rows.ts";

async function costed(id: string, params: NetworkParams = {}) {
  const model = networkOf(id)?.build(params);
  if (model === undefined) throw new Error(`no such network: ${id}`);
  const { nodes, edges } = analyzeModel(model, { name: id, bytes: 0, bytesRead: 0 });
  const prepared = await roofline.prepare({ nodes, edges });
  return { nodes, edges, prediction: prepared.predict(targetOf("pixel4", { large: 1 })) };
}

async function rowsOf(first: ReturnType<typeof costed>, second: ReturnType<typeof costed>) {
  const [a, b] = [await first, await second];
  const [old, now] = [
    { nodes: a.nodes, isOpen: true },
    { nodes: b.nodes, isOpen: false },
  ];
  return blockRows(blockDiffs(diffOf(a, b), a, b), old, now).rows;
}

test("of many blocks those with the largest difference are told, the others counted", async () => {
  const [a, b] = [await costed("resnet18"), await costed("resnet34")];
  const blocks = blockDiffs(diffOf(a, b), a, b);
  const sides = [
    { nodes: a.nodes, isOpen: true },
    { nodes: b.nodes, isOpen: false },
  ] as const;
  const { rows } = blockRows(blocks, ...sides);
  expect(blockRows(blocks, ...sides, 3)).toEqual({ rows: rows.slice(0, 3), omitted: 5 });
});

test("blocks that differ, those with the largest difference in time first", async () => {
  const rows = await rowsOf(costed("resnet18"), costed("resnet34"));
  expect(rows.map(({ title }) => title).toSorted()).toEqual(
    ["layer1.2", "layer2.2", "layer2.3", "layer3.2", "layer3.3", "layer3.4", "layer3.5", "layer4.2"].toSorted(),
  );
  const sizes = rows.map(({ seconds }) => Math.abs(seconds));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  // The added nodes are not in the open model, so there is nothing to select.
  for (const { marks, nodes } of rows) {
    expect(marks).toEqual([{ fate: "added", count: nodes.length }]);
    expect(nodes.every(({ id }) => id === undefined)).toBe(true);
  }
});

test("what is removed is in the open model and can be selected", async () => {
  const rows = await rowsOf(costed("resnet34"), costed("resnet18"));
  const ids = rows.flatMap(({ nodes }) => nodes.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(0);
  expect(ids).not.toContain(undefined);
});

test("the same model differs in no block", async () => {
  expect(await rowsOf(costed("vit_b_16"), costed("vit_b_16"))).toEqual([]);
});

test("a changed node says in words what changed", async () => {
  const rows = await rowsOf(costed("resnet18"), costed("resnet18", { width: 0.5 }));
  const stem = rows.flatMap(({ nodes }) => nodes).find(({ name }) => name === "conv1");
  expect(stem?.changes).toContain("output float32 1 × 64 × 112 × 112 → float32 1 × 32 × 112 × 112");
  expect(stem?.flops).toBeLessThan(0);
});

test("words for each facet", () => {
  expect(changeText({ facet: "attribute", key: "group", before: "1", after: "32" })).toBe("group 1 → 32");
  expect(changeText({ facet: "operator", key: "", before: "Relu", after: "HardSwish" })).toBe(
    "operator Relu → HardSwish",
  );
  expect(changeText({ facet: "weight", key: "1", before: undefined, after: "float32 64" })).toBe(
    "weight 2 none → float32 64",
  );
});
