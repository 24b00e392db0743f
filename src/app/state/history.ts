/** Undo and redo of what the user chose for the open model. How one looks at it (selection, search, tabs) makes no steps. */
import { defaultSession, session, type Session } from "./session.ts";
import { createStore } from "./store.ts";

/** Which model is open, and how one looks at it: never undone. Opening another model begins a new history. */
const looksOf = (choice: Session) => ({
  model: choice.model,
  file: choice.file,
  node: choice.node,
  search: choice.search,
  view: choice.view,
  sort: choice.sort,
  grouping: choice.grouping,
  toggled: choice.toggled,
  heat: choice.heat,
  criticalPath: choice.criticalPath,
  lesson: choice.lesson,
  lessonAt: choice.lessonAt,
  figure: choice.figure,
});

export type Choice = Omit<Session, keyof ReturnType<typeof looksOf>>;
type Field = keyof Choice;

const isChoice = (key: string): key is Field =>
  Object.hasOwn(defaultSession, key) && !Object.hasOwn(looksOf(defaultSession), key);
const fieldsOfChoice = Object.keys(defaultSession).filter(isChoice);

export interface Step {
  /** What to go back to (or on to). */
  readonly choice: Choice;
  /** The fields in which it differs from its neighbour. */
  readonly fields: readonly Field[];
}

export interface History {
  /** Oldest first. */
  readonly past: readonly Step[];
  readonly present: Choice;
  /** Nearest first. */
  readonly future: readonly Step[];
  /** When the last change came; undefined: the next one is a step of its own. */
  readonly last: Moment | undefined;
}

export interface Moment {
  /** In milliseconds. */
  readonly time: number;
  /** Number of the press of a pointer that goes on; undefined: none is down. */
  readonly press: number | undefined;
}

export const historyLimit = 100;

/** Key presses and typed digits closer than this are one step. */
export const pauseMs = 1000;

export const historyOf = (present: Choice): History => ({ past: [], present, future: [], last: undefined });

/** Lists and records are compared by what is in them. */
const isSame = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));

const changed = (a: Choice, b: Choice): readonly Field[] =>
  fieldsOfChoice.filter((field) => !isSame(a[field], b[field]));

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));

/** Does a change go on with the last one: the same drag, or the same keys soon after? */
const goesOn = (last: Moment | undefined, now: Moment): boolean =>
  last !== undefined && ((now.press !== undefined && now.press === last.press) || now.time - last.time < pauseMs);

/**
 * The history after a change; the same one where nothing that counts has changed. Where the program takes a change back
 * (an analysis that was refused or cancelled), its step goes.
 */
export function recorded(history: History, next: Choice, now: Moment, isTakenBack = false): History {
  const { past, present, last } = history;
  const fields = changed(present, next);
  if (fields.length === 0) return history;
  const top = past.at(-1);
  const isReturn = isTakenBack && fields.every((field) => field === "sizes" || field === "width");
  const isSameStep = top !== undefined && sameList(top.fields, fields) && (isReturn || goesOn(last, now));
  if (!isSameStep) {
    return { past: [...past, { choice: present, fields }].slice(-historyLimit), present: next, future: [], last: now };
  }
  const isBack = changed(top.choice, next).length === 0;
  return { past: isBack ? past.slice(0, -1) : past, present: next, future: [], last: isBack ? undefined : now };
}

/** One step back; undefined where there is none. */
export function undone({ past, present, future }: History): History | undefined {
  const step = past.at(-1);
  if (step === undefined) return undefined;
  const { choice, fields } = step;
  return {
    past: past.slice(0, -1),
    present: choice,
    future: [{ choice: present, fields }, ...future],
    last: undefined,
  };
}

/** One step on again. */
export function redone({ past, present, future }: History): History | undefined {
  const [step, ...rest] = future;
  if (step === undefined) return undefined;
  return {
    past: [...past, { choice: present, fields: step.fields }],
    present: step.choice,
    future: rest,
    last: undefined,
  };
}

const titles: Partial<Readonly<Record<Field, string>>> = {
  frequencyHz: "frequency",
  bandwidthBytesPerSecond: "memory bandwidth",
  priority: "who goes first",
  streamBytesPerSecond: "traffic of other cores",
  budgetSeconds: "latency to meet",
  budgetKnob: "what is to meet it",
  budgetSize: "what is to meet it",
  rules: "fusion rules",
  grain: "nodes or kernels",
  roofline: "kind of roofline",
  compared: "compared models",
};

/** "frequency, memory bandwidth": what a step changes, in words. */
export const titleOf = (step: Step): string =>
  step.fields
    .map((field) => titles[field] ?? field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
    .join(", ");

export const historyStore = createStore<History>(historyOf(defaultSession));

/** Follows the session from now on; `isTakenBack` tells changes that the program makes to undo one. */
export function followChoices(isTakenBack: (choice: Session) => boolean): void {
  let press = 0;
  let isDown = false;
  let { model, file } = session.get();
  historyStore.set(historyOf(session.get()));
  const begin = (): void => {
    press += 1;
    isDown = true;
  };
  addEventListener("pointerdown", begin, { capture: true });
  for (const end of ["pointerup", "pointercancel"] as const) {
    addEventListener(end, () => (isDown = false), { capture: true });
  }
  session.subscribe(() => {
    const choice = session.get();
    if (choice.model !== model || choice.file !== file) {
      ({ model, file } = choice);
      historyStore.set(historyOf(choice));
      return;
    }
    const now = { time: performance.now(), press: isDown ? press : undefined };
    historyStore.set(recorded(historyStore.get(), choice, now, isTakenBack(choice)));
  });
}

/** Restores a neighbouring step and tells what changed; undefined where there is none. */
function travel(go: (history: History) => History | undefined, trail: (history: History) => Step | undefined) {
  const before = historyStore.get();
  const step = trail(before);
  const after = go(before);
  if (step === undefined || after === undefined) return undefined;
  // First, so that the session's change is found to be no news.
  historyStore.set(after);
  session.set({ ...after.present, ...looksOf(session.get()) });
  return titleOf(step);
}

export const undo = (): string | undefined => travel(undone, ({ past }) => past.at(-1));
export const redo = (): string | undefined => travel(redone, ({ future }) => future[0]);
