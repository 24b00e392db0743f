/** `npm run samples`: writes the models a visitor can open with one click, without weights, and the list of them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { networkOf } from "../generate/index.ts";
import type { NetworkParams } from "../generate/params.ts";
import { encodeModel } from "../onnx/encode.ts";

/** One entry of public/samples/index.json. */
export interface Sample {
  /** What `?model=` takes; also the network's id in the generator. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly file: string;
  readonly bytes: number;
}

const choices: readonly { readonly name: string; readonly description: string; readonly params?: NetworkParams }[] = [
  { name: "resnet18", description: "Residual blocks of 3×3 convolutions: 1.8 GMAC, 11.7 M parameters" },
  { name: "resnet50", description: "Residual bottlenecks, 1×1 and 3×3 convolutions: 4.1 GMAC, 25.5 M parameters" },
  {
    name: "mobilenet_v2",
    description: "Depthwise convolutions, dynamic batch size: 0.3 GMAC, 3.5 M parameters",
    params: { batch: "batch" },
  },
  { name: "squeezenet1_1", description: "Squeeze and expand: 0.35 GMAC, 1.2 M parameters" },
  { name: "vgg16", description: "Plain 3×3 convolutions, wide classifier: 15.5 GMAC, 138 M parameters" },
  { name: "googlenet", description: "Inception modules of four branches: 1.5 GMAC, 6.6 M parameters" },
  { name: "vit_b_16", description: "Vision transformer, attention over 197 tokens: 17.6 GMAC, 86.6 M parameters" },
];

/** Folder of the samples in the repository. */
export const samplesFolder = fileURLToPath(new URL("../../public/samples/", import.meta.url));

/** Every file of the folder by its name: the models and index.json. */
export function sampleFiles(): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const samples = choices.map(({ name, description, params }): Sample => {
    const network = networkOf(name);
    if (network === undefined) throw new Error(`no network ${name}`);
    const content = encodeModel(network.build(params));
    const file = `${name}.onnx`;
    files.set(file, content);
    return { name, title: network.title, description, file, bytes: content.length };
  });
  files.set("index.json", new TextEncoder().encode(`${JSON.stringify(samples, undefined, 2)}\n`));
  return files;
}

function main(): void {
  mkdirSync(samplesFolder, { recursive: true });
  for (const [name, content] of sampleFiles()) {
    writeFileSync(join(samplesFolder, name), content);
    console.log(`${name.padEnd(20)} ${content.length} bytes`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
