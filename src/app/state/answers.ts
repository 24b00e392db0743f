/** What is predicted of the baseline, and of the models beside the open one while they are looked at. */
import type { Analysis } from "../../engine/analysis.ts";
import type { Prediction } from "../../predict/predictor.ts";
import { baselineSlot } from "./beside.ts";
import { whileBusy } from "./busy.ts";
import { calibration } from "./calibration.ts";
import { comparison } from "./comparison.ts";
import { documentStore } from "./document.ts";
import {
  answerTo,
  askOf,
  ensureCards,
  ensureLoaded,
  forecast,
  keyOf,
  openSlot,
  predictorsFor,
  settled,
} from "./prediction.ts";
import { type Asked, askedOf, session } from "./session.ts";
import { createStore } from "./store.ts";

/** A prediction with what it was made of and asked for. */
export interface Answered {
  readonly analysis: Analysis;
  readonly asked: Asked;
  /** `keyOf` when it was asked. */
  readonly key: string;
  /** Undefined: no predictor had an answer. */
  readonly prediction: Prediction | undefined;
  /** Id of the predictor that gave it. */
  readonly predictor: string | undefined;
}

/** The last answers, by slot of the comparison; each stays while the next one is computed. */
export const answers = createStore<{ readonly of: ReadonlyMap<string, Answered> }>({ of: new Map() });

interface Open {
  readonly slot: string;
  readonly analysis: Analysis;
  readonly asked: Asked;
}

/** All that should be answered: others than the baseline are only shown in the comparison. */
function questions(): readonly Open[] {
  const choice = session.get();
  const { baseline, view } = choice;
  return [...comparison.get().read.values()].flatMap(({ slot, analysis }): readonly Open[] => {
    if (slot === baselineSlot) return baseline === undefined ? [] : [{ slot, analysis, asked: baseline }];
    return view === "compare" ? [{ slot, analysis, asked: askedOf(choice) }] : [];
  });
}

function isAnswered({ slot, analysis, asked }: Open): boolean {
  const last = answers.get().of.get(slot);
  return last?.analysis === analysis && last.key === keyOf(asked);
}

let running = false;

async function answerAll(): Promise<void> {
  if (running) return;
  running = true;
  try {
    for (;;) {
      const next = questions().find((question) => !isAnswered(question));
      if (next === undefined) break;
      // oxlint-disable-next-line no-await-in-loop
      await answerOne(next);
    }
  } finally {
    running = false;
  }
}

async function answerOne({ slot, analysis, asked }: Open): Promise<void> {
  await ensureCards();
  // The number that a person moves comes first.
  await settled();
  const isOpen = documentStore.get().model?.analysis === analysis;
  const place = isOpen ? openSlot : slot;
  await ensureLoaded(analysis, place);
  const predictors = predictorsFor(asked, forecast.get().cards);
  const key = keyOf(asked);
  const answer = await answerTo(askOf(asked), predictors, () => false, place);
  const { of } = answers.get();
  const { prediction, predictor } = answer ?? {};
  answers.set({ of: new Map(of).set(slot, { analysis, asked, key, prediction, predictor }) });
}

/** Answers are let go with what they were asked for. */
function forget(): void {
  const { read } = comparison.get();
  const { of } = answers.get();
  const kept = [...of].filter(([slot]) => read.has(slot));
  if (kept.length < of.size) answers.set({ of: new Map(kept) });
}

function look(): void {
  forget();
  if (!running && questions().some((question) => !isAnswered(question))) void whileBusy(answerAll());
}

/** Follows session and comparison from now on. */
export function followAnswers(): void {
  session.subscribe(look);
  comparison.subscribe(look);
  calibration.subscribe(look);
}
