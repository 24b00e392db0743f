import { useId, useState } from "react";
import type { Quiz } from "./quiz.ts";

/** Choices first; the explanation only once one is chosen, and another may be tried. */
export function Question({ quiz }: { readonly quiz: Quiz }) {
  const name = useId();
  const [chosen, setChosen] = useState<string>();
  const answer = quiz.choices.find(({ text }) => text === chosen);
  return (
    <fieldset className="lesson-question">
      <legend>{quiz.question}</legend>
      {quiz.choices.map(({ text, isRight }) => (
        <label key={text} className={text === chosen ? (isRight ? "answer-right" : "answer-wrong") : undefined}>
          <input type="radio" name={name} checked={text === chosen} onChange={() => setChosen(text)} />
          {text}
        </label>
      ))}
      <p role="status">
        {answer !== undefined && (
          <>
            <strong>{answer.isRight ? "Right. " : "Not so. "}</strong>
            {answer.why}
          </>
        )}
      </p>
    </fieldset>
  );
}
