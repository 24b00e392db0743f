import { useCallback, useEffect, useRef, useState } from "react";
import type { Fraction } from "../../base/units.ts";
import { whileBusy } from "../state/busy.ts";
import { isAbort } from "./worker-client.ts";

/** Some work: ends early when `signal` says so, and may tell the part of it that is done. */
export type Job<T> = (signal: AbortSignal, onDone: (done: Fraction) => void) => Promise<T>;

interface Standing<T> {
  /** The last answer; stays while the next one is computed. */
  readonly value: T | undefined;
  readonly busy: boolean;
  /** How much is done; undefined where the job does not tell. */
  readonly done: Fraction | undefined;
  /** The user cancelled it, and nothing was asked for since. */
  readonly stopped: boolean;
}

export interface JobState<T> extends Standing<T> {
  readonly cancel: () => void;
  /** Runs what was cancelled from its beginning. */
  readonly again: () => void;
}

/** Runs `job` whenever it is another function (memoise it), cancelling the one before. Undefined runs nothing. */
export function useJob<T>(job: Job<T> | undefined): JobState<T> {
  const [state, setState] = useState<Standing<T>>({ value: undefined, busy: false, done: undefined, stopped: false });
  const [failure, setFailure] = useState<unknown>(undefined);
  const running = useRef<AbortController>(undefined);
  const start = useCallback(() => {
    if (job === undefined) return;
    const controller = new AbortController();
    running.current = controller;
    setState((last) => ({ ...last, busy: true, done: undefined, stopped: false }));
    const onDone = (done: Fraction): void => {
      // Progress comes by a way of its own and may arrive after the result.
      if (!controller.signal.aborted) setState((last) => (last.busy ? { ...last, done } : last));
    };
    whileBusy(job(controller.signal, onDone)).then(
      (value) => {
        if (!controller.signal.aborted) setState({ value, busy: false, done: undefined, stopped: false });
      },
      (error: unknown) => {
        if (!isAbort(error) && !controller.signal.aborted) setFailure(error);
      },
    );
  }, [job]);
  useEffect(() => {
    start();
    return () => running.current?.abort();
  }, [start]);
  const cancel = useCallback(() => {
    running.current?.abort();
    setState((last) => (last.busy ? { ...last, busy: false, stopped: true } : last));
  }, []);
  // A failed job is a bug; the error boundary shows it.
  if (failure !== undefined) throw failure;
  return { ...state, cancel, again: start };
}
