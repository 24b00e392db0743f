/** One-operator models whose multiply-accumulates are known by hand: an operator counts right, or says it does not know. */
import { basename } from "node:path";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesSource } from "../base/source.ts";
import { readModel } from "../onnx/read.ts";
import { inferModel } from "../testing/graph-text.ts";
import { hasShared, sharedFiles, sharedPath } from "../testing/shared.ts";

interface Truth {
  readonly op: string;
  readonly pure_macs: number;
}

async function macsOf(path: string): Promise<number | undefined> {
  const model = await readModel(bytesSource(basename(path), readFileSync(path)));
  const macs = inferModel(model).graph.nodes.map(({ op, work }) =>
    op === undefined ? undefined : (op.macs?.(work) ?? (op.macs === undefined ? 0 : undefined)),
  );
  return macs.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), 0);
}

test.skipIf(!hasShared)("all 39 counting models have the multiply-accumulates computed by hand", async () => {
  const truth = JSON.parse(readFileSync(sharedPath("reference", "ops_truth.json"), "utf8")) as Readonly<
    Record<string, Truth>
  >;
  const counted: Record<string, number | undefined> = {};
  for (const path of sharedFiles("models/counting-ops", ".onnx")) counted[basename(path, ".onnx")] = await macsOf(path);
  const expected = Object.fromEntries(Object.entries(truth).map(([name, { pure_macs }]) => [name, pure_macs]));
  expect(Object.keys(counted)).toHaveLength(39);
  expect(counted).toEqual(expected);
});
