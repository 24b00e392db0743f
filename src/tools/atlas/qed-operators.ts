/**
 * QED's profiles of the phones' GPUs: what every convolution, product, pool and sum of a network took by itself. They lie beside
 * the rows of whole networks, and are learned from with those of the same network only.
 */
import { join } from "node:path";
import type { Seconds } from "../../base/units.ts";
import { atlasFolder } from "../train/atlas.ts";
import type { AtlasRow, TimedOperator } from "./row.ts";
import { amount, cell, type Line, readTable } from "./table.ts";

const table = "qed_ops_gpu.csv.gz";

/** A convolution by its sizes; one of a single pixel is a matrix times a vector. */
export const convKey = (sizes: {
  readonly from: number;
  readonly to: number;
  readonly kernel: number;
  readonly stride: number;
  readonly groups: number;
  readonly out: number;
}): string =>
  sizes.out === 1 && sizes.kernel === 1
    ? productKey(sizes.from, sizes.to)
    : `conv ${sizes.from} ${sizes.to} k${sizes.kernel} s${sizes.stride} g${sizes.groups} @${sizes.out}`;

export const productKey = (from: number, to: number): string => `product ${from} ${to}`;
export const globalKey = (channels: number, size: number): string => `global ${channels} @${size}`;
export const poolKey = (channels: number, kernel: number, stride: number, out: number): string =>
  `pool ${channels} k${kernel} s${stride} @${out}`;
/** Element-wise kernels and joins: by their name, channels and size. */
export const plainKey = (name: string, channels: number, size: number): string => `${name} ${channels} @${size}`;

/** What the two runtimes' profiles call kernels that have no sizes but channels, height and width. */
const plainNames: Readonly<Record<string, string>> = {
  "aten::add": "add",
  "aten::relu": "clamp",
  "aten::mul": "mul",
  "aten::hardswish": "gate",
  "aten::sigmoid": "sigmoid",
  "vulkan_prepack::run_batchnorm_context": "norm",
};

/** Columns of a line's features, in whichever case its runtime writes them; undefined where it says none. */
function featuresOf(line: Line): (name: string) => number | undefined {
  const json: unknown = JSON.parse(cell(line, "feature_json"));
  const fields = new Map(
    Object.entries(typeof json === "object" && json !== null ? json : {}).map(([name, value]) => [
      name.toLowerCase(),
      Number(value),
    ]),
  );
  return (name) => {
    const value = fields.get(name);
    return value === undefined || Number.isNaN(value) ? undefined : value;
  };
}

/** Undefined for kernels whose sizes the profile does not tell. */
export function operatorKey(line: Line): string | undefined {
  const [operation, of] = [cell(line, "operation"), featuresOf(line)];
  const [channels = 0, size = 0, out = size] = [of("input_channel"), of("input_shape"), of("output_shape")];
  const kernel = of("kernel") ?? of("kernel_size") ?? 1;
  const stride = of("stride") ?? 1;
  const conv = (to: number, groups: number): string => convKey({ from: channels, to, kernel, stride, groups, out });
  switch (operation) {
    case "CONV_2D":
      return conv(of("filter") ?? 0, 1);
    case "CONV_2D_GROUP":
      return conv(of("filter") ?? 0, of("group") ?? 1);
    case "DEPTHWISE_CONV_2D":
      return conv(channels, channels);
    case "vulkan_prepack::run_conv2d_context":
      return conv(of("output_channel") ?? 0, of("groups") ?? channels);
    case "FULLY_CONNECTED":
      return productKey(channels, of("filter") ?? 0);
    case "vulkan_prepack::run_linear_context":
      return productKey(size, out);
    case "MEAN":
    case "aten::adaptive_avg_pool2d":
      return globalKey(channels, size);
    case "CONCATENATION":
      return plainKey("concat", of("filter") ?? 0, out);
    case "MAX_POOL_2D":
    case "AVERAGE_POOL_2D":
    case "aten::max_pool2d":
    case "aten::avg_pool2d":
      return out === 1 || of("output_shape") === undefined
        ? globalKey(channels, size)
        : poolKey(channels, kernel, stride, out);
    default: {
      const name = plainNames[operation];
      return name === undefined ? undefined : plainKey(name, channels, size);
    }
  }
}

/**
 * Half of the 576 GFLOP/s of the Apple A12's GPU, the fastest that PyTorch Mobile was profiled on. Where branches meet, its
 * profiles on Metal have kernels in another order than their times: 3x3 convolutions at 1,250 GMAC/s beside 1x1 ones at 20.
 */
const mostMacsPerSecond = 288e9;

const isOutOfOrder = (line: Line, seconds: Seconds): boolean =>
  cell(line, "operation").startsWith("vulkan_prepack") &&
  (featuresOf(line)("flops") ?? 0) / seconds > mostMacsPerSecond;

type Profiles = ReadonlyMap<string, readonly TimedOperator[]>;

const runOf = (runtime: string, device: string, network: string): string => [runtime, device, network].join(" ");

async function readProfiles(atlas: string): Promise<Profiles> {
  const profiles = new Map<string, TimedOperator[]>();
  const disordered = new Set<string>();
  for (const line of await readTable(join(atlas, table))) {
    const [micros, key] = [amount(line, "latency_us"), operatorKey(line)];
    if (micros === undefined || !(micros > 0) || key === undefined) continue;
    const runtime = cell(line, "framework").startsWith("TFLite") ? "tflite" : "pytorch-mobile";
    const run = runOf(runtime, `${cell(line, "device")}-gpu`, cell(line, "model"));
    const seconds: Seconds = micros / 1e6;
    if (isOutOfOrder(line, seconds)) disordered.add(run);
    const own = profiles.get(run);
    if (own === undefined) profiles.set(run, [{ key, seconds }]);
    else own.push({ key, seconds });
  }
  // Kernels of other kinds are listed apart from the convolutions.
  for (const run of disordered) {
    profiles.set(run, profiles.get(run)?.filter(({ key }) => !key.startsWith("conv ")) ?? []);
  }
  return profiles;
}

let profiles: Promise<Profiles> | undefined;

/** The rows, those of the phones' GPUs with the kernels of their networks. */
export async function withOperators(rows: readonly AtlasRow[]): Promise<readonly AtlasRow[]> {
  const isProfiled = ({ source, device }: AtlasRow): boolean => source === "qed" && device.endsWith("-gpu");
  const atlas = atlasFolder();
  if (atlas === undefined || !rows.some(isProfiled)) return rows;
  const known = await (profiles ??= readProfiles(atlas));
  return rows.map((row) => {
    const operators = isProfiled(row) ? known.get(runOf(row.runtime, row.device, row.network)) : undefined;
    return operators === undefined ? row : { ...row, operators };
  });
}
