/** A program of this folder on a core of its own, spoken to by messages. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

export interface Program {
  /** Sends a message and waits for its answer, of the type that the program's file declares. */
  ask<Answer = unknown>(message: string | object): Promise<Answer>;
  /** The first message it sends by itself. */
  readonly ready: Promise<unknown>;
  stop(): Promise<void>;
}

/** Sets a competitor to work: the share of its core, or the bytes per second, that it wants. */
export interface Begin {
  readonly kind: "begin";
  readonly level: number;
}

const nextMessage = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`a measuring program ended with ${code}`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message);
    });
  });

/** Starts `file` pinned to a core, at a nice level: 0 is normal, -19 goes before all others. */
export function startProgram(
  file: string,
  args: readonly string[],
  { core, nice }: { readonly core: number; readonly nice: number },
): Program {
  const child = fork(join(import.meta.dirname, file), [...args], {
    execPath: "taskset",
    execArgv: ["-c", String(core), "nice", "-n", String(nice), process.execPath, "--import=tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const ready = nextMessage(child);
  // A program that does not announce itself is not waited for.
  ready.catch(() => undefined);
  return {
    ready,
    ask: <Answer>(message: string | object) => {
      const answer = nextMessage(child);
      child.send(message);
      // Both ends are files of this folder and share the type.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return answer as Promise<Answer>;
    },
    stop: () => {
      child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), 1000);
      return gone.finally(() => clearTimeout(timer));
    },
  };
}
