import fc from "fast-check";
import { expect, test } from "vitest";
import { trafficOf } from "../../../cost/node-cost.ts";
import { general } from "../../../runtime/fusion/general.ts";
import { fusionOf } from "../../../runtime/fusion/kernels.ts";
import { workOf } from "../../../runtime/fusion/work.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { chainOf, ruleRow, savingQuiz, stagesOf } from "./chain.ts";

/** 40 GFLOP/s and 10 GB/s: ridge at 4 FLOP/B. */
const roof = { peak: 40e9, bandwidth: 10e9 };

const analysisOfChain = (channels: number, size: number) =>
  analysisOf(`
    x: float32[1,8,${size},${size}]
    const w: float32[${channels},8,1,1]
    const scale: float32[${channels}]
    const shift: float32[${channels}]
    const mean: float32[${channels}]
    const variance: float32[${channels}]
    a = Conv(x, w)
    b = BatchNormalization(a, scale, shift, mean, variance)
    c = Relu(b)
    d = MaxPool(c) kernel_shape=[2,2] strides=[2,2]
  `);

function taught(channels: number, size: number, selected?: number) {
  const { nodes, edges, model } = analysisOfChain(channels, size);
  const outputs = model.outputs.map(({ name }) => name);
  const fusion = fusionOf(nodes, edges, general, outputs);
  const chain = chainOf(fusion, selected);
  const work = workOf(nodes, edges, outputs);
  return { nodes, fusion, chain, stages: chain === undefined ? [] : stagesOf(chain.kernel, work, roof) };
}

test("Conv, BN and ReLU of 8 × 4² values: each value between two nodes saves a write and a read of 512 B", () => {
  const { chain, stages } = taught(8, 4);
  expect(chain?.kernel.label).toBe("conv-bn-relu");
  // Conv 512 in + 256 weights + 512 out; BN 512 + 128 + 512; ReLU 512 + 512.
  expect(stages.map(({ traffic }) => traffic)).toEqual([3456, 2432, 1408]);
  expect(stages.map(({ kernels }) => kernels)).toEqual([3, 2, 1]);
});

test("the last stage is the kernel itself, and no stage moves more or takes longer than the one before", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 2, max: 16 }), (channels, size) => {
      const { nodes, chain, stages } = taught(channels, size);
      if (chain === undefined) throw new Error("nothing was fused");
      expect(stages.at(-1)?.traffic).toBe(trafficOf(chain.kernel));
      const alone = chain.kernel.nodes.reduce((sum, at) => {
        const node = nodes[at];
        return sum + ((node && trafficOf(node)) ?? Number.NaN);
      }, 0);
      expect(stages[0]?.traffic).toBe(alone);
      for (const [i, { traffic = 0, seconds = 0 }] of stages.entries()) {
        const before = stages[i - 1];
        expect(traffic).toBeLessThanOrEqual(before?.traffic ?? Infinity);
        expect(seconds).toBeLessThanOrEqual((before?.seconds ?? Infinity) * (1 + 1e-12));
      }
    }),
  );
});

test("a selected node's kernel is taken where it has several nodes, else the one that saves most", () => {
  expect(taught(8, 4, 2).chain?.isSelected).toBe(true);
  expect(taught(8, 4, 3).chain).toMatchObject({ isSelected: false, kernel: { label: "conv-bn-relu" } });
});

test("four nodes become two kernels, and the share saved is of what the nodes would move", () => {
  const row = ruleRow(taught(8, 4).fusion);
  expect(row).toMatchObject({ nodes: 4, kernels: 2, saved: 2048 });
  // The pool alone reads 512 and writes 128.
  expect(row.share).toBeCloseTo(2048 / (3456 + 640), 12);
});

test("the right answer is 2,048 of 3,456 bytes, 59.3 %; a chain of unknown traffic asks nothing", () => {
  const { nodes, stages } = taught(8, 4);
  const quiz = savingQuiz(stages, nodes.slice(0, 3));
  expect(quiz?.choices.filter(({ isRight }) => isRight).map(({ text }) => text)).toEqual(["59.3 %"]);
  expect(quiz?.choices).toHaveLength(3);
  expect(savingQuiz([{ fused: 1, kernels: 1, traffic: undefined, seconds: undefined }], nodes)).toBeUndefined();
});
