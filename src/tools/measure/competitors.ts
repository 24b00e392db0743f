/** The programs that compete with an inference: they stay for the whole measurement, and rest where they are not wanted. */
import type { LoadReport } from "./load.ts";
import type { Surroundings } from "./plan.ts";
import { type Begin, type Program, startProgram } from "./program.ts";
import type { StreamReport } from "./stream.ts";

/** The inference and the load share a core; the stream runs on the other. */
export const inferenceCore = 0;
export const streamCore = 1;

export interface Competitors {
  begin(around: Surroundings): Promise<void>;
  /** What they did since `begin`; 0 of everything for one that was not wanted. */
  end(): Promise<{ readonly load: LoadReport; readonly stream: StreamReport }>;
  stop(): Promise<void>;
}

const begin = (level: number): Begin => ({ kind: "begin", level });

export function startCompetitors(): Competitors {
  const equal = startProgram("load.ts", [], { core: inferenceCore, nice: 0 });
  const higher = startProgram("load.ts", [], { core: inferenceCore, nice: -19 });
  const stream = startProgram("stream.ts", [], { core: streamCore, nice: 0 });
  let loading: Program | undefined;
  let streaming: Program | undefined;
  return {
    begin: async ({ load, priority, streamBytesPerSecond }) => {
      loading = load === 0 ? undefined : priority === "higher" ? higher : equal;
      streaming = streamBytesPerSecond === 0 ? undefined : stream;
      await Promise.all([loading?.ask(begin(load)), streaming?.ask(begin(streamBytesPerSecond))]);
    },
    end: async () => ({
      load: (await loading?.ask<LoadReport>("end")) ?? { share: 0, duty: 0 },
      stream: (await streaming?.ask<StreamReport>("end")) ?? { bytesPerSecond: 0, share: 0 },
    }),
    stop: async () => void (await Promise.all([equal.stop(), higher.stop(), stream.stop()])),
  };
}
