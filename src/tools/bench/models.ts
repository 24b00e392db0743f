/** Models to measure with: our own, written for the run, and reference models where their folder is beside the repository. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { networkOf } from "../../generate/index.ts";
import { synthetic } from "../../generate/synthetic.ts";
import { encodeModel } from "../../onnx/encode.ts";
import { writeHugeModel } from "../huge-model.ts";
import { projectRoot } from "../project.ts";

export interface BenchModel {
  readonly name: string;
  readonly path: string;
}

/** Writes the models into a temporary folder, runs `job` with them, and removes the folder. */
export async function withModels<T>(job: (models: readonly BenchModel[]) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "ridgepoint-bench-"));
  try {
    return await job([...referenceModels(), ...generatedModels(folder)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function referenceModels(): readonly BenchModel[] {
  const shared = resolve(projectRoot, "../shared/models");
  return ["light_resnet50.onnx", "torchvision/light_densenet121.onnx", "torchvision/light_swin_t.onnx"]
    .map((name) => ({ name, path: join(shared, name) }))
    .filter(({ path }) => existsSync(path));
}

function generatedModels(folder: string): readonly BenchModel[] {
  const own = (name: string, bytes: Uint8Array): BenchModel => {
    const path = join(folder, `${name.replaceAll(" ", "-")}.onnx`);
    writeFileSync(path, bytes);
    return { name, path };
  };
  const huge = (name: string, initializers: number): BenchModel => {
    const path = join(folder, `${name.replaceAll(" ", "-")}.onnx`);
    writeHugeModel(path, { bytes: 1_000_000_000, initializers });
    return { name, path };
  };
  const resnet = networkOf("resnet50");
  return [
    ...(resnet === undefined ? [] : [own("generated ResNet-50", encodeModel(resnet.build()))]),
    own("generated 1746 nodes", encodeModel(synthetic({ nodes: 1746 }))),
    own("generated 10000 nodes", encodeModel(synthetic({ nodes: 10_000 }))),
    huge("generated 1 GB, 8 weights", 8),
    huge("generated 1 GB, 300 weights", 300),
  ];
}
