import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { formatSeconds } from "../../../base/format.ts";
import { parseSeconds } from "../../../base/parse.ts";
import type { Seconds } from "../../../base/units.ts";
import { slowestMeeting } from "../../../device/budget.ts";
import { analyseIfOtherSizes } from "../../state/document.ts";
import { askOf, forecast } from "../../state/prediction.ts";
import { knobs, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";
import { type JobState, useJob } from "../../work/use-job.ts";
import { useModel, useRevision } from "../context.ts";
import { answerText, keyOf, knobNames, knobsOf, patchFor, settingsOf, turned, wordsOf } from "./budget.ts";
import { type SizeGoal, sizeGoals, sizeWords, withSize } from "./size-goals.ts";
import { latenciesFor, restMs } from "./sweeps.ts";
import { type Found, useSizeSearch } from "./use-size-search.ts";

/** "Find the lowest clock that meets 50 ms": the answer follows every other choice, and sets what it found when asked to. */
export function BudgetForm() {
  const choice = useStore(session, (s) => s);
  const { budgetSeconds: budget, budgetKnob: knob } = choice;
  const model = useModel()?.analysis.model;
  const goals = useMemo(() => (model === undefined ? [] : sizeGoals(model)), [model]);
  const goal = goals.find(({ id }) => id === choice.budgetSize);
  const ofKnob = useKnobSearch(goal === undefined);
  const ofSize = useSizeSearch(goal);
  const { value: found, busy } = goal === undefined ? ofKnob : ofSize;
  const isTrying = busy && goal !== undefined;
  const search = found?.of === (goal?.id ?? knob) && !isTrying ? found.search : undefined;
  const words = goal === undefined ? wordsOf(knob) : sizeWords(goal);
  const answer = budget === undefined || search === undefined ? undefined : answerText(search, words, budget);
  const set = (value: number): void => {
    if (goal === undefined) session.patch(patchFor(knob, value));
    else {
      session.patch({ sizes: withSize(session.get().sizes, goal, value) });
      analyseIfOtherSizes();
    }
  };
  return (
    <form className="budget" aria-label="Latency to meet" onSubmit={(event) => event.preventDefault()}>
      <div className="budget-line">
        <Wanted goals={goals} goal={goal} />
        <span>within</span>
        <BudgetField budget={budget} />
        <button
          type="button"
          className="icon-button"
          aria-label="Reset the latency to meet"
          title="Search no more"
          disabled={budget === undefined}
          onClick={() => session.patch({ budgetSeconds: undefined })}
        >
          <Icon name="reset" />
        </button>
      </div>
      <p
        className={`budget-answer${search?.kind === "impossible" ? " warning" : ""}`}
        aria-live="polite"
        aria-busy={busy}
      >
        {isTrying ? "Trying sizes…" : answer}{" "}
        {answer !== undefined && search?.kind === "found" && (
          <button type="button" className="link" onClick={() => set(search.at.value)}>
            {`Set ${words.setting(search.at.value)}`}
          </button>
        )}
      </p>
    </form>
  );
}

interface WantedProps {
  readonly goals: readonly SizeGoal[];
  readonly goal: SizeGoal | undefined;
}

/** What is searched: a setting of the device, or a size that the model leaves open. */
function Wanted({ goals, goal }: WantedProps) {
  const choice = useStore(session, (s) => s);
  const offered = knobsOf(choice);
  return (
    <select
      aria-label="What is to meet it"
      value={goal?.id ?? choice.budgetKnob}
      onChange={({ currentTarget: { value } }) => {
        const knob = knobs.find((one) => one === value);
        session.patch(knob === undefined ? { budgetSize: value } : { budgetKnob: knob, budgetSize: undefined });
      }}
    >
      {knobs.map((one) => (
        <option key={one} value={one} disabled={!offered.includes(one)}>
          {knobNames[one]}
        </option>
      ))}
      {goals.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** Enter or leaving the field takes what was typed; nothing at all ends the search. */
function BudgetField({ budget }: { readonly budget: Seconds | undefined }) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const id = useId();
  const shown = budget === undefined ? "" : formatSeconds(budget);
  const typed = draft === undefined ? undefined : parseSeconds(draft);
  const isWrong = draft !== undefined && draft.trim() !== "" && (typed === undefined || typed === 0);
  const take = (): void => {
    if (draft === undefined || isWrong) return;
    setDraft(undefined);
    if (draft !== shown) session.patch({ budgetSeconds: typed });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") take();
  };
  return (
    <>
      <input
        className="slider-value"
        aria-label="Latency to meet in ms"
        placeholder="50 ms"
        value={draft ?? shown}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-why` : undefined}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKey}
        onBlur={take}
      />
      {isWrong && (
        <span id={`${id}-why`} className="unseen">
          A time is needed, such as 50 ms
        </span>
      )}
    </>
  );
}

/** The answer for a knob of the device. It is not asked again when the slider that it speaks of moves. */
function useKnobSearch(isWanted: boolean): JobState<Found> {
  const choice = useStore(session, (s) => s);
  const analysis = useModel()?.analysis;
  const predictor = useStore(forecast, (f) => f.predictor);
  const { budgetSeconds: budget, budgetKnob: knob } = choice;
  const ask = askOf(choice);
  const key = keyOf(ask, knob, budget);
  const revision = useRevision();
  const job = useMemo(() => {
    if (!isWanted || analysis === undefined || predictor === undefined || budget === undefined) return undefined;
    return async (signal: AbortSignal): Promise<Found> => {
      await new Promise((resolve) => setTimeout(resolve, restMs));
      const search = await slowestMeeting(settingsOf(choice, knob), budget, (values) =>
        // An answer that nobody waits for any more.
        signal.aborted
          ? Promise.resolve([])
          : latenciesFor(
              analysis,
              predictor,
              values.map((value) => turned(ask, knob, value)),
            ),
      );
      return { of: knob, search };
    };
    // What the question depends on is in the key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isWanted, analysis, predictor, revision, key]);
  return useJob(job);
}
