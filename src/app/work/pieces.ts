/** Long lists on their way to a worker: cloning ten thousand nodes in one task holds the page up for a tenth of a second and more. */
import { pieceLength, piecesOf } from "../../base/pieces.ts";
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
