/** The list of figures. */
import type { KindId } from "../choice.ts";
import type { Figure, Missing } from "../figure.ts";
import type { KindOption, Need, Source } from "../source.ts";
import { baselineOptions, baselinesFigure } from "./baselines.ts";
import { convParametersFigure, surfaceFigure } from "./conv-parameters.ts";
import { convShareFigure } from "./conv-share.ts";
import { nodesFigure, operatorsFigure, topOptions } from "./latency.ts";
import { loadFigure } from "./load.ts";
import { memoryFigure } from "./memory.ts";
import { rooflineFigure, rooflineOptions } from "./roofline.ts";
import { sensitivityFigure } from "./sensitivity.ts";

export interface FigureKind {
  readonly id: KindId;
  readonly name: string;
  readonly needs: readonly Need[];
  /** Name of what `options` choose; "" where there are none. */
  readonly asks: string;
  readonly optionsOf: (source: Source) => readonly KindOption[];
  readonly figureOf: (source: Source, option: string | undefined) => Figure | Missing;
}

const none = { asks: "", optionsOf: () => [] };

export const kinds: readonly FigureKind[] = [
  {
    id: "roofline",
    name: "Roofline",
    needs: ["prediction"],
    asks: "Traffic",
    optionsOf: () => rooflineOptions,
    figureOf: rooflineFigure,
  },
  { id: "operators", name: "Latency by operator", needs: ["prediction"], ...none, figureOf: operatorsFigure },
  {
    id: "nodes",
    name: "Costliest nodes",
    needs: ["prediction"],
    asks: "Rows",
    optionsOf: () => topOptions,
    figureOf: nodesFigure,
  },
  {
    id: "conv-share",
    name: "Convolution share by model",
    needs: ["prediction", "models"],
    ...none,
    figureOf: convShareFigure,
  },
  { id: "conv-parameters", name: "Convolution parameters", needs: [], ...none, figureOf: convParametersFigure },
  { id: "surface", name: "T(Cin, Cout) surface", needs: [], ...none, figureOf: surfaceFigure },
  {
    id: "sensitivity",
    name: "Sensitivity to the state",
    needs: ["prediction", "sweeps"],
    ...none,
    figureOf: sensitivityFigure,
  },
  { id: "memory", name: "Memory over time", needs: [], ...none, figureOf: memoryFigure },
  { id: "load", name: "Load: predicted, measured", needs: [], ...none, figureOf: loadFigure },
  {
    id: "baselines",
    name: "±10 % against baselines",
    needs: ["evaluation"],
    asks: "Source",
    optionsOf: baselineOptions,
    figureOf: baselinesFigure,
  },
];

export const kindOf = (id: KindId): FigureKind => {
  const found = kinds.find((kind) => kind.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
};
