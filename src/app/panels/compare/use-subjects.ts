import { useMemo } from "react";
import { answers as answerStore } from "../../state/answers.ts";
import { comparison } from "../../state/comparison.ts";
import { forecast } from "../../state/prediction.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useLaterPrediction, useModel } from "../context.ts";
import { type Shown, shownSubjects } from "./subjects.ts";

/** All that is compared; empty without a model. */
export function useSubjects(): readonly Shown[] {
  const open = useModel();
  const prediction = useLaterPrediction();
  const predictor = useStore(forecast, (f) => f.predictor);
  const choice = useStore(session, (s) => s);
  const read = useStore(comparison, (c) => c.read);
  const answers = useStore(answerStore, (a) => a.of);
  return useMemo(
    () => (open === undefined ? [] : shownSubjects({ choice, open, prediction, predictor, read, answers })),
    [choice, open, prediction, predictor, read, answers],
  );
}
