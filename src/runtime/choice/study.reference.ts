/** Studies of every model beside the repository: no window is refused by all, and direct multiplies what the node counts. */
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { withFile } from "../../cli/files.ts";
import { macsOf } from "../../cost/conv/algorithm.ts";
import { analyzeFile } from "../../engine/analyze.ts";
import { hasShared, sharedFiles } from "../../testing/shared.ts";
import { libraries } from "./index.ts";
import { convStudy } from "./study.ts";

const context = { threads: 4, precision: "fp32", l2Bytes: undefined, isShapeKnown: true } as const;

describe.skipIf(!hasShared)("shared models", () => {
  const files = [...sharedFiles("models/torchvision", ".onnx"), ...sharedFiles("atlas/qed_onnx", ".onnx")];
  test.each(files.map((file) => [basename(file), file] as const))("%s", async (_, file) => {
    const { nodes } = await withFile(file, (source) => analyzeFile(source));
    for (const library of libraries) {
      for (const { index, window, algorithm, pick } of convStudy(nodes, { library, context, overrides: new Map() })) {
        expect(algorithm.id).toBe(pick.algorithm);
        expect(algorithm.refusal(window)).toBeUndefined();
        expect(macsOf(window)).toBe(nodes[index]?.macs);
      }
    }
  });
});
