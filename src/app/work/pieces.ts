/** Long lists on their way to a worker, or back: cloning ten thousand nodes in one task holds the page up for a tenth of a second and more. */
import { nextTask } from "../state/busy.ts";

/** So many nodes are cloned in about ten milliseconds. */
export const pieceLength = 1000;

/** Gives the list to `send` piece by piece, each in a task of its own, so that a click or a frame can come between. */
export async function inPieces<T>(
  list: readonly T[],
  send: (piece: readonly T[]) => unknown,
  length = pieceLength,
): Promise<void> {
  for (let start = 0; start < list.length; start += length) {
    // One after the other is the purpose.
    // oxlint-disable-next-line no-await-in-loop
    if (start > 0) await nextTask();
    send(list.slice(start, start + length));
  }
}
