/** Everything that stands beside each other, in the order of the columns; the first is what the others are compared with. */
import type { Subject } from "../../../compare/subject.ts";
import { energyOf } from "../../../compare/energy.ts";
import { formatCoreSet } from "../../../device/core-set.ts";
import type { Device } from "../../../device/device.ts";
import type { Band } from "../../../device/energy/coefficients.ts";
import { technologyOf } from "../../../device/energy/technologies.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import type { Prediction, Target } from "../../../predict/predictor.ts";
import type { Answered } from "../../state/answers.ts";
import { baselineSlot } from "../../state/beside.ts";
import type { Beside } from "../../state/comparison.ts";
import type { OpenModel } from "../../state/document.ts";
import { askOf, openSlot } from "../../state/prediction.ts";
import { ruleSetById, ruleSetOf } from "../../../runtime/fusion/index.ts";
import { type Asked, askedOf, type Session } from "../../state/session.ts";
import { analysisAt } from "../context.ts";
import { fusionFor } from "../fusion.ts";

/** Letter, colour and symbol tell subjects apart, each alone enough: Okabe and Ito's palette, plotly's symbols. */
const looks = [
  { letter: "A", color: "#0072B2", symbol: "circle" },
  { letter: "B", color: "#D55E00", symbol: "diamond" },
  { letter: "C", color: "#009E73", symbol: "square" },
  { letter: "D", color: "#CC79A7", symbol: "triangle-up" },
  { letter: "E", color: "#E69F00", symbol: "pentagon" },
] as const;

export type Look = (typeof looks)[number];

/** A subject with what tells it from the others on the screen. */
export interface Shown {
  readonly slot: string;
  readonly look: Look;
  /** "Pinned", or the name of the model's file. */
  readonly title: string;
  readonly asked: Asked;
  /** Id of the predictor whose number it is; undefined: there is none yet. */
  readonly predictor: string | undefined;
  /** As read from the file; that of the subject has its bytes at the chosen precision. */
  readonly analysis: Analysis;
  readonly subject: Subject;
  /** Are its nodes those of the graph on screen? */
  readonly isOpen: boolean;
}

interface Plain {
  readonly slot: string;
  readonly title: string;
  readonly asked: Asked;
  readonly analysis: Analysis;
  readonly prediction: Prediction | undefined;
  readonly predictor: string | undefined;
}

export interface Sources {
  readonly choice: Session;
  readonly open: OpenModel;
  readonly prediction: Prediction | undefined;
  readonly predictor: string | undefined;
  readonly read: ReadonlyMap<string, Beside>;
  readonly answers: ReadonlyMap<string, Answered>;
}

/** The pinned state first, then the open model as it is, then the models beside it. */
export function shownSubjects({ choice, open, prediction, predictor, read, answers }: Sources): readonly Shown[] {
  const beside = [...read.values()].map(({ slot, analysis }): Plain => {
    const { baseline } = choice;
    const isPinned = slot === baselineSlot && baseline !== undefined;
    const last = answers.get(slot);
    const answer = last?.analysis === analysis ? last : undefined;
    return {
      slot,
      title: isPinned ? "Pinned" : analysis.file.name,
      asked: isPinned ? baseline : askedOf(choice),
      analysis,
      prediction: answer?.prediction,
      predictor: answer?.predictor,
    };
  });
  const now: Plain = {
    slot: openSlot,
    title: open.analysis.file.name,
    asked: askedOf(choice),
    analysis: open.analysis,
    prediction,
    predictor,
  };
  const pinned = beside.filter(({ slot }) => slot === baselineSlot);
  const others = beside.filter(({ slot }) => slot !== baselineSlot);
  return [...pinned, now, ...others].flatMap((plain, at) => {
    const look = looks[at];
    return look === undefined ? [] : [shown(plain, look, choice)];
  });
}

function shown({ prediction, ...plain }: Plain, look: Look, choice: Session): Shown {
  const { analysis, asked } = plain;
  const target = askOf(asked);
  const rules = ruleSetById(choice.rules ?? "") ?? ruleSetOf(target.runtime, target.device.kind);
  return {
    ...plain,
    look,
    // With other sizes the same model has the same nodes.
    isOpen: plain.slot === openSlot || plain.slot === baselineSlot,
    subject: {
      analysis: analysisAt(analysis, target.precision),
      target,
      prediction,
      kernels: fusionFor(analysis, rules).kernels.length,
      energy: energyFor(analysis, target, choice.technology),
    },
  };
}

const energies = new WeakMap<Analysis, WeakMap<Device, Map<string, Band | undefined>>>();

/** A slider of the state does not change energy, so that it is counted once for the cores it is for. */
function energyFor(analysis: Analysis, target: Target, technology: string | undefined): Band | undefined {
  const { device, cores, precision } = target;
  const ofModel = energies.get(analysis) ?? new WeakMap<Device, Map<string, Band | undefined>>();
  energies.set(analysis, ofModel);
  const ofDevice = ofModel.get(device) ?? new Map<string, Band | undefined>();
  ofModel.set(device, ofDevice);
  const key = [formatCoreSet(cores), precision, technology].join(" ");
  const found = ofDevice.has(key) ? ofDevice.get(key) : energyOf(analysis.nodes, target, technologyOf(technology));
  ofDevice.set(key, found);
  return found;
}
