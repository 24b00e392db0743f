import { useEffect, useState } from "react";
import { whileBusy } from "../state/busy.ts";
import { isAbort } from "./worker-client.ts";

export interface JobState<T> {
  /** The last answer; stays while the next one is computed. */
  readonly value: T | undefined;
  readonly busy: boolean;
}

/** Runs `job` whenever it is another function (memoise it), cancelling the one before. Undefined runs nothing. */
export function useJob<T>(job: ((signal: AbortSignal) => Promise<T>) | undefined): JobState<T> {
  const [state, setState] = useState<JobState<T>>({ value: undefined, busy: false });
  const [failure, setFailure] = useState<unknown>(undefined);
  useEffect(() => {
    if (job === undefined) return undefined;
    const controller = new AbortController();
    setState((last) => ({ ...last, busy: true }));
    whileBusy(job(controller.signal)).then(
      (value) => {
        if (!controller.signal.aborted) setState({ value, busy: false });
      },
      (error: unknown) => {
        if (!isAbort(error) && !controller.signal.aborted) setFailure(error);
      },
    );
    return () => controller.abort();
  }, [job]);
  // A failed job is a bug; the error boundary shows it.
  if (failure !== undefined) throw failure;
  return state;
}
