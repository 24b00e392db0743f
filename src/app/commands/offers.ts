/** Commands made of what there is to choose from: samples, recent files, charts, devices, runtimes, number formats, lessons, nodes. */
import { devices } from "../../device/catalog/index.ts";
import { precisions } from "../../device/device.ts";
import type { Analysis } from "../../engine/analysis.ts";
import { lessons } from "../lessons/index.ts";
import { charts } from "../panels/charts.ts";
import { compareSample } from "../state/comparison.ts";
import { openSample } from "../state/document.ts";
import { ownDevices } from "../state/own-devices.ts";
import { openRecent, recentStore } from "../state/recent.ts";
import type { Sample } from "../state/samples.ts";
import { chooseDevice, select, session } from "../state/session.ts";
import { runtimeNames, runtimes } from "../../runtime/runtime.ts";
import type { Command } from "./command.ts";
import { isModelOpen } from "./model.ts";
import { focusOn } from "./page.ts";

export const sampleOffers = (samples: readonly Sample[]): readonly Command[] =>
  samples.flatMap(({ name, title }) => [
    {
      id: `sample-${name}`,
      name: `Open the sample ${title}`,
      group: "Model",
      run: () => void openSample(name),
    },
    ...(isModelOpen() && session.get().model !== name
      ? [
          {
            id: `compare-${name}`,
            name: `Compare with the sample ${title}`,
            group: "Model",
            run: () => compareSample(name),
          },
        ]
      : []),
  ]);

const recentOffers = (): readonly Command[] =>
  recentStore.get().files.map((file) => ({
    id: `recent-${file.name}-${file.opened}`,
    name: `Open ${file.name} again`,
    group: "Model",
    run: () => void openRecent(file),
  }));

const lessonOffers = (): readonly Command[] =>
  lessons.map(({ id, title }) => ({
    id: `lesson-${id}`,
    name: title,
    group: "Lesson",
    run: () => session.patch({ lesson: id, lessonAt: undefined }),
  }));

const chartOffers = (): readonly Command[] =>
  charts.map(({ id, name }) => ({
    id: `chart-${id}`,
    name,
    group: "Chart",
    run: () => {
      session.patch({ view: id });
      // The tab, once it is the chosen one.
      requestAnimationFrame(() => focusOn(".charts [role=tab][aria-selected=true]"));
    },
  }));

const deviceOffers = (): readonly Command[] =>
  [...ownDevices.get().devices, ...devices].map(({ id, name, soc }) => ({
    id: `device-${id}`,
    name: name.includes(soc) ? name : `${name} (${soc})`,
    group: "Device",
    run: () => chooseDevice(id),
  }));

const runtimeOffers = (): readonly Command[] =>
  runtimes.map((runtime) => ({
    id: `runtime-${runtime}`,
    name: runtimeNames[runtime],
    group: "Runtime",
    run: () => session.patch({ runtime }),
  }));

const precisionOffers = (): readonly Command[] =>
  precisions.map((precision) => ({
    id: `precision-${precision}`,
    name: precision,
    group: "Precision",
    run: () => session.patch({ precision }),
  }));

/** What there is to choose; without a model, only what needs none. */
export const choiceOffers = (): readonly Command[] =>
  isModelOpen()
    ? [
        ...recentOffers(),
        ...chartOffers(),
        ...deviceOffers(),
        ...runtimeOffers(),
        ...precisionOffers(),
        ...lessonOffers(),
      ]
    : [...recentOffers(), ...lessonOffers()];

/** Nodes by name and operator; those computed once before the model runs are left out. */
export const nodeOffers = ({ nodes }: Pick<Analysis, "nodes">): readonly Command[] =>
  nodes
    .filter(({ folded }) => !folded)
    .map(({ id, name, op }) => ({
      id: `node-${id}`,
      name: name === "" ? id : name,
      group: op,
      run: () => select(id),
    }));
