/** The learned predictor, from an analysed model to a number: as the worker runs it, by TensorFlow.js, and in plain arithmetic. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withFile } from "../../cli/files.ts";
import { defaultCores } from "../../device/core-set.ts";
import { epycZen3 } from "../../device/catalog/epyc-zen3.ts";
import { pixel4 } from "../../device/catalog/pixel4.ts";
import type { Device } from "../../device/device.ts";
import { nominalState } from "../../device/roofline.ts";
import { analyzeFile } from "../../engine/analyze.ts";
import { tfEngine } from "../../learn/engine-tf.ts";
import { gcnPredictor, weightsFile } from "../../learn/gcn-predictor.ts";
import { type Engine, plainEngine } from "../../learn/gcn.ts";
import type { Prepared, Target } from "../../predict/predictor.ts";
import { usualRuntime } from "../../runtime/runtime.ts";
import { projectRoot } from "../project.ts";
import { startWasm } from "../train/backend.ts";
import type { BenchModel } from "./models.ts";
import { type Spread, timeRuns } from "./spread.ts";

/** States in a surface of 80 clocks by 100 loads, of each the total alone, as the window draws it. */
const states = 8000;
const warmUps = 20;

/** Regressions alone answer for the phone; for the server the graph network takes part. */
const devices: readonly (readonly [string, Device])[] = [
  ["phone", pixel4],
  ["server", epycZen3],
];

function idle(device: Device): Target {
  const cores = defaultCores(device);
  const state = nominalState(device, cores);
  if (state === undefined) throw new Error("the device has no nominal state");
  return { device, cores, runtime: usualRuntime(device), precision: "fp32", state };
}

const inStep = (target: Target, step: number): Target => ({
  ...target,
  state: {
    ...target.state,
    frequencyHz: target.state.frequencyHz * (1 - step / (2 * states)),
    utilization: (step % 100) / 100,
  },
});

export async function predictTimes({ path }: BenchModel, runs: number): Promise<ReadonlyMap<string, Spread>> {
  await startWasm();
  const text = readFileSync(join(projectRoot, "public", weightsFile), "utf8");
  const { nodes, edges } = await withFile(path, (source) => analyzeFile(source));
  const engines: readonly (readonly [string, Engine])[] = [
    ["TensorFlow.js", tfEngine],
    ["plain", plainEngine],
  ];
  const times = new Map<string, Spread>();
  for (const [engineName, engine, place, device] of engines.flatMap(([name, engine]) =>
    devices.map(([place, device]) => [name, engine, place, device] as const),
  )) {
    const predictor = gcnPredictor(text, engine);
    const target = idle(device);
    const at = (step: number): Target => inStep(target, step);
    const name = `${place}, ${engineName}`;
    const ask = async (): Promise<Prepared> => {
      const prepared = await predictor.prepare({ nodes, edges });
      prepared.predict(target);
      return prepared;
    };
    /* oxlint-disable no-await-in-loop -- side by side they would measure each other */
    times.set(`a new model, ${name}`, await timeRuns(ask, { runs, warmUps }));
    const prepared = await ask();
    let step = 0;
    const move = (): void => void prepared.predict(at((step += 1)));
    times.set(`another state, ${name}`, await timeRuns(move, { runs: runs * 20, warmUps }));
    const surface = (): void => {
      for (let one = 0; one < states; one += 1) prepared.total(at(one));
    };
    times.set(`${states} states, ${name}`, await timeRuns(surface, { runs, warmUps: 1 }));
    /* oxlint-enable no-await-in-loop */
  }
  return times;
}
