import fc from "fast-check";
import { expect, test } from "vitest";
import { roofline } from "../predict/roofline.ts";
import type { Prediction, PredictorInput } from "../predict/predictor.ts";
import { analyzeModel } from "../engine/analyze.ts";
import { networkOf } from "../generate/index.ts";
import { analysisOf } from "../testing/analyze-text.ts";
import { targetOf } from "../testing/gcn-weights.ts";
import { programs } from "../testing/random-programs.ts";
import { blockDiffs } from "./deltas.ts";
import { diffOf } from "./diff.ts";

const target = targetOf("pixel4", { large: 1 });

async function predicted(structure: PredictorInput): Promise<Prediction> {
  const prepared = await roofline.prepare(structure);
  return prepared.predict(target);
}

/** Sums over all blocks. */
async function compared(a: PredictorInput, b: PredictorInput) {
  const [first, second] = [
    { nodes: a.nodes, prediction: await predicted(a) },
    { nodes: b.nodes, prediction: await predicted(b) },
  ];
  const blocks = blockDiffs(diffOf(a, b), first, second);
  const total = (of: "flops" | "seconds") => blocks.reduce((sum, block) => sum + block[of].value, 0);
  const latency = (second.prediction.latencySeconds ?? 0) - (first.prediction.latencySeconds ?? 0);
  return { blocks, flops: total("flops"), seconds: total("seconds"), latency };
}

test("the deltas of all blocks add up to the difference of the totals", async () => {
  await fc.assert(
    fc.asyncProperty(programs, programs, async (one, other) => {
      const [a, b] = [analysisOf(one.text(2)), analysisOf(other.text(3))];
      const { flops, seconds, latency } = await compared(a, b);
      expect(flops).toBe(b.totals.flops - a.totals.flops);
      expect(seconds).toBeCloseTo(latency, 12);
    }),
  );
});

test("ResNet-34's further blocks cost what ResNet-34 costs more", async () => {
  const analysed = (id: string) => {
    const model = networkOf(id)?.build();
    if (model === undefined) throw new Error(`no such network: ${id}`);
    return analyzeModel(model, { name: id, bytes: 0, bytesRead: 0 });
  };
  const [a, b] = [analysed("resnet18"), analysed("resnet34")];
  const { blocks, flops, seconds, latency } = await compared(a, b);
  expect(flops).toBe(b.totals.flops - a.totals.flops);
  expect(seconds).toBeCloseTo(latency, 12);
  const costly = blocks.filter((block) => block.flops.value !== 0);
  expect(costly.every(({ counts }) => counts.added > 0 && counts.removed + counts.changed === 0)).toBe(true);
});

test("what is not known is counted, and not taken for nothing", async () => {
  const known = "x: float32[8]\n a = Relu(x)\n b = Exp(a)";
  const { blocks } = await compared(analysisOf(known), analysisOf(`${known}\n c = Mystery(b)`));
  expect(blocks.map(({ flops, seconds }) => [flops.unknown, seconds.unknown])).toEqual([[1, 1]]);
});
