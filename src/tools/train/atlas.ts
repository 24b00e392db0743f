/** Reads the measurements and the networks of the atlas. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { bytesSource } from "../../base/source.ts";
import { formatCoreSet } from "../../device/core-set.ts";
import type { CoreSet } from "../../device/device.ts";
import { analyzeFile } from "../../engine/analyze.ts";
import type { PredictorInput } from "../../predict/predictor.ts";
import { projectRoot } from "../project.ts";

/** RIDGEPOINT_ATLAS, or shared/atlas beside the project; undefined where neither is. */
export function atlasFolder(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const named = env["RIDGEPOINT_ATLAS"];
  const folder = named === undefined || named === "" ? resolve(projectRoot, "../shared/atlas") : named;
  return existsSync(folder) ? folder : undefined;
}

/** A measured latency of a network. */
export interface Measured {
  readonly network: string;
  readonly device: string;
  readonly cores: string;
  readonly seconds: number;
}

/** Rows of qed_e2e.csv that this predictor is for: TFLite, CPU, float32, networks whose graph is known. */
export function measuredRows(csv: string): readonly Measured[] {
  const [header = "", ...lines] = csv.trimEnd().split(/\r?\n/);
  const columns = header.split(",");
  return lines.flatMap((line) => {
    const cells = line.split(",");
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? "";
    const wanted = cell("framework").startsWith("TFLite") && cell("model_set") === "real" && cell("unit") === "cpu";
    const seconds = Number(cell("mean_us")) / 1e6;
    if (!wanted || cell("precision") !== "fp32" || !(seconds > 0)) return [];
    const cores: CoreSet = {
      large: Number(cell("n_large")),
      medium: Number(cell("n_med")),
      small: Number(cell("n_small")),
    };
    return [{ network: cell("model"), device: cell("device"), cores: formatCoreSet(cores), seconds }];
  });
}

export async function readMeasured(atlas: string): Promise<readonly Measured[]> {
  return measuredRows(gunzipSync(await readFile(join(atlas, "qed_e2e.csv.gz"))).toString("utf8"));
}

export interface Network {
  readonly name: string;
  readonly input: PredictorInput;
}

/** Every network of qed_onnx, opened as the product opens a file. */
export async function readNetworks(atlas: string): Promise<readonly Network[]> {
  const folder = join(atlas, "qed_onnx");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".onnx")).toSorted();
  const networks: Network[] = [];
  for (const file of files) {
    // One at a time: memory stays small and progress is in order.
    // oxlint-disable-next-line no-await-in-loop
    const analysis = await analyzeFile(bytesSource(file, await readFile(join(folder, file))));
    networks.push({ name: file.replace(/\.onnx$/, ""), input: analysis });
  }
  return networks;
}

const families = (
  "bagnet bninception densenet diracnet efficientnet fbnet fdmobilenet hardnet mnasnet mobilenetv3 mobilenetv2 mobilenet " +
  "preresnet proxylessnas regnet resnext sepreresnet seresnet resnet spnasnet squeezeresnet squeezenet"
).split(" ");

/** The family of a network: what its name begins with; a name of no known family is a family of its own. */
export const familyOf = (network: string): string => families.find((family) => network.startsWith(family)) ?? network;
