import { type Remote, wrap } from "comlink";

/** What the client needs of a Worker; a MessagePort has it too, which is how the client is tested. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
  terminate(): void;
}

const aborted = (): DOMException => new DOMException("cancelled", "AbortError");

/** True for the rejection of a cancelled job. */
export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";

interface Running<Api> {
  readonly worker: WorkerLike;
  readonly api: Remote<Api>;
  /** Rejects when the worker's script fails; a call would then wait for ever. */
  readonly failure: Promise<never>;
}

/**
 * A worker that starts when first needed and does one job at a time. Cancelling a job kills the worker, the only way to
 * stop a computation that does not look up; the next job starts a new one.
 */
export class WorkerClient<Api> {
  readonly #start: () => WorkerLike;
  #running: Running<Api> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #generation = 0;

  constructor(start: () => WorkerLike) {
    this.#start = start;
  }

  /** Grows with each start: what was loaded into an earlier worker is gone. */
  get generation(): number {
    return this.#generation;
  }

  /** Runs a job when those before it are done. `signal` cancels it, waiting or running. */
  run<R>(signal: AbortSignal | undefined, job: (api: Remote<Api>) => R): Promise<Awaited<R>> {
    const result = this.#last.then(() => this.#runNow(signal, job));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Sends a message that nobody waits for, ahead of jobs not yet begun; the worker meets messages in their order. */
  tell(message: (api: Remote<Api>) => unknown): void {
    // What fails here fails again in the job that needs it, and is told there.
    void Promise.resolve(message(this.#ensure().api)).catch(() => undefined);
  }

  /** Starts the worker ahead of its first job. */
  warm(): void {
    this.#ensure();
  }

  async #runNow<R>(signal: AbortSignal | undefined, job: (api: Remote<Api>) => R): Promise<Awaited<R>> {
    if (signal?.aborted === true) throw aborted();
    const { api, failure } = this.#ensure();
    let stop = (): void => {};
    const cancelled = new Promise<never>((_, reject) => {
      stop = () => {
        this.#kill();
        reject(aborted());
      };
    });
    signal?.addEventListener("abort", stop);
    try {
      return await Promise.race([job(api), cancelled, failure]);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  #ensure(): Running<Api> {
    if (this.#running !== undefined) return this.#running;
    const worker = this.#start();
    const failure = new Promise<never>((_, reject) => {
      worker.addEventListener("error", (event) => {
        this.#kill();
        reject(new Error("message" in event ? String(event.message) : "the worker could not be started"));
      });
    });
    // Only a job that waits for it should hear of the failure.
    failure.catch(() => undefined);
    this.#generation += 1;
    this.#running = { worker, api: wrap<Api>(worker), failure };
    return this.#running;
  }

  #kill(): void {
    this.#running?.worker.terminate();
    this.#running = undefined;
  }
}
