import { useId, useState } from "react";
import { parseSeconds } from "../../../base/parse.ts";
import { whileBusy } from "../../state/busy.ts";
import { targetFields } from "../../state/latency-target.ts";
import { askOf } from "../../state/prediction.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useModel } from "../context.ts";
import { modelText, targetText } from "./rows.ts";
import { takeOpen } from "./take.ts";

/** The latency of the open model on the chosen target. */
export function OpenForm() {
  const model = useModel();
  const choice = useStore(session, (s) => s);
  const [text, setText] = useState("");
  const id = useId();
  if (model === undefined) return null;
  const seconds = parseSeconds(text);
  const isGood = seconds !== undefined && seconds > 0;
  const isWrong = text.trim() !== "" && !isGood;
  const take = (): void => {
    if (!isGood) return;
    setText("");
    void whileBusy(takeOpen(seconds));
  };
  return (
    <form
      className="calibration-open"
      aria-label="Latency of the open model"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <p>
        <strong>{modelText(model)}</strong> on {targetText(targetFields(askOf(choice)))}
      </p>
      <label>
        took{" "}
        <input
          aria-label="Measured latency in ms"
          placeholder="84.8 ms"
          value={text}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? id : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" className="button button-main" disabled={!isGood}>
        Add
      </button>
      {isWrong && (
        <p id={id} className="warning">
          A time is needed, such as 84.8 ms
        </p>
      )}
    </form>
  );
}
