/** Deformable convolution. https://onnx.ai/onnx/operators/onnx__DeformConv.html */
import { tensor } from "../graph/fact.ts";
import { convMacs, convShape, convWindow } from "./conv.ts";
import { plus, times } from "./counts.ts";
import type { Ops, Work } from "./op.ts";
import { concrete } from "./shapes.ts";

/** Each sample lies between four neighbours: two offsets added, then three linear interpolations of three operations. */
const samplingFlops = 11;

/** Samples: each output position, kernel element and input channel; a mask multiplies each. A bias is an addition. */
function deformFlops(work: Work): number | undefined {
  const positions = concrete(work.outputShape(0));
  const kernel = concrete(work.shape(1)?.slice(2));
  const channels = work.shape(0)?.[1];
  if (positions === undefined || kernel === undefined || typeof channels !== "number") return undefined;
  const [batch = 1, , ...spatial] = positions;
  const samples = times(batch, channels, ...spatial, ...kernel);
  return plus(times(samplingFlops + (work.has(4) ? 1 : 0), samples), work.has(3) ? work.outputCountOf(0) : 0);
}

export const deform: Ops = {
  DeformConv: {
    kind: "conv",
    infer: (call) => [tensor(call.dtype(0), convShape(call, 0, 1))],
    macs: (work) => convMacs(work, 1),
    flops: deformFlops,
    window: (work) => convWindow(work, 0, 1),
  },
};
