import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { formatSeconds } from "../../../base/format.ts";
import { parseSeconds } from "../../../base/parse.ts";
import type { Seconds } from "../../../base/units.ts";
import { type Search, slowestMeeting } from "../../../device/budget.ts";
import { askOf, forecast } from "../../state/prediction.ts";
import { knobs, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";
import { type JobState, useJob } from "../../work/use-job.ts";
import { useModel } from "../context.ts";
import { answerText, keyOf, knobNames, knobsOf, patchFor, settingsOf, settingText, turned } from "./budget.ts";
import { latenciesFor, restMs } from "./sweeps.ts";

/** "Find the lowest clock that meets 50 ms": the answer follows every other choice, and sets the slider when asked to. */
export function BudgetForm() {
  const choice = useStore(session, (s) => s);
  const { budgetSeconds: budget, budgetKnob: knob } = choice;
  const { value: search, busy } = useSearch();
  const offered = knobsOf(choice);
  const answer = budget === undefined || search === undefined ? undefined : answerText(search, knob, budget);
  return (
    <form className="budget" aria-label="Latency to meet" onSubmit={(event) => event.preventDefault()}>
      <div className="budget-line">
        <select
          aria-label="What is to meet it"
          value={knob}
          onChange={(event) => {
            const next = knobs.find((one) => one === event.currentTarget.value);
            if (next !== undefined) session.patch({ budgetKnob: next });
          }}
        >
          {knobs.map((one) => (
            <option key={one} value={one} disabled={!offered.includes(one)}>
              {knobNames[one]}
            </option>
          ))}
        </select>
        <span>that meets</span>
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
        {answer}{" "}
        {answer !== undefined && search?.kind === "found" && (
          <button type="button" className="link" onClick={() => session.patch(patchFor(knob, search.at.value))}>
            {`Set ${settingText(knob, search.at.value)}`}
          </button>
        )}
      </p>
    </form>
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

/** The answer for the session. It is not asked again when the slider that it speaks of moves. */
function useSearch(): JobState<Search> {
  const choice = useStore(session, (s) => s);
  const analysis = useModel()?.analysis;
  const predictor = useStore(forecast, (f) => f.predictor);
  const { budgetSeconds: budget, budgetKnob: knob } = choice;
  const ask = askOf(choice);
  const key = keyOf(ask, knob, budget);
  const job = useMemo(() => {
    if (analysis === undefined || predictor === undefined || budget === undefined) return undefined;
    return async (signal: AbortSignal): Promise<Search> => {
      await new Promise((resolve) => setTimeout(resolve, restMs));
      return slowestMeeting(settingsOf(choice, knob), budget, (values) =>
        // An answer that nobody waits for any more.
        signal.aborted
          ? Promise.resolve([])
          : latenciesFor(
              analysis,
              predictor,
              values.map((value) => turned(ask, knob, value)),
            ),
      );
    };
    // What the question depends on is in the key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [analysis, predictor, key]);
  return useJob(job);
}
