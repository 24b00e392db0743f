/** Long work of the page in pieces: cloning ten thousand nodes in one task holds it up for a tenth of a second and more. */
import { pieceLength, piecesOf } from "../../base/pieces.ts";
import type { Stages } from "../../base/stages.ts";
import { nextTask } from "../state/busy.ts";

/** Gives the list to `send` piece by piece, each in a task of its own, so that a click or a frame can come between. */
export async function inPieces<T>(
  list: readonly T[],
  send: (piece: readonly T[]) => unknown,
  length = pieceLength,
): Promise<void> {
  let isFirst = true;
  for (const piece of piecesOf(list, length)) {
    // One after the other is the purpose.
    // oxlint-disable-next-line no-await-in-loop
    if (!isFirst) await nextTask();
    isFirst = false;
    send(piece);
  }
}

/** Runs each stage in a task of its own, the first one too. */
export async function inTasks<T>(stages: Stages<T>): Promise<T> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    await nextTask();
    const stage = stages.next();
    if (stage.done === true) return stage.value;
  }
}
