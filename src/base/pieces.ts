/** So many nodes of a graph are cloned from thread to thread in about twenty milliseconds; ten thousand hold a page up. */
export const pieceLength = 2000;

/** A list in stretches of at most `length`, one after the other. */
export function* piecesOf<T>(list: readonly T[], length = pieceLength): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += length) yield list.slice(start, start + length);
}

/** Gives a list piece by piece to another thread, the next one when the one before was taken. */
export async function handOver<T>(list: readonly T[], take: (piece: readonly T[]) => unknown): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop
  for (const piece of piecesOf(list)) await take(piece);
}
