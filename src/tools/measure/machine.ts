/** The machine that measures: what a reader of the table must know of it. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { onnxruntimeVersion } from "./onnxruntime.ts";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Whether it is a virtual machine, whose host may take time from it. */
  readonly virtual: boolean;
  /** Caches as the kernel tells: "L1d 32K, ...". */
  readonly caches: string;
  readonly kernel: string;
  readonly node: string;
  readonly onnxruntime: string;
  readonly date: string;
}

const cacheOf = (index: number, what: string): string => {
  const file = `/sys/devices/system/cpu/cpu0/cache/index${index}/${what}`;
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
};

export const describeMachine = (): Promise<Machine> =>
  Promise.resolve({
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
    virtual: / hypervisor( |$)/m.test(readFileSync("/proc/cpuinfo", "utf8")),
    caches: [0, 1, 2, 3]
      .filter((index) => cacheOf(index, "size") !== "")
      .map((index) => `L${cacheOf(index, "level")} ${cacheOf(index, "type")} ${cacheOf(index, "size")}`)
      .join(", "),
    kernel: release().replace(/-.*$/, ""),
    node: process.version,
    onnxruntime: onnxruntimeVersion,
    date: new Date().toISOString().slice(0, 10),
  });

/** Why this machine cannot measure, in one sentence. */
export function machineProblem(): string | undefined {
  if (process.platform !== "linux") return "Measuring needs Linux: it pins programs to cores and reads /proc/stat.";
  if (cpus().length < 2) return "Measuring needs two cores: one for the inference, one for the rest.";
  try {
    execFileSync("taskset", ["-c", "0", "nice", "-n", "-19", "true"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "Measuring needs taskset, and the right to raise a program's priority (root).";
  }
}
