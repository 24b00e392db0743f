/** Damage to the bytes of a file: protobuf fields dropped, doubled and swapped, lengths that lie, noise. */
import type { Dice } from "./dice.ts";

/** A field wherever it is nested: where its tag begins, where its content lies. */
interface Place {
  readonly start: number;
  readonly content: number;
  readonly end: number;
  readonly delimited: boolean;
}

/** All that a reader without a schema takes for fields; at most `limit` of them. */
function placesOf(bytes: Uint8Array, limit: number, begin = 0, finish = bytes.length, found: Place[] = []): Place[] {
  let at = begin;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; at < finish; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    return NaN;
  };
  while (at < finish && found.length < limit) {
    const start = at;
    const type = varint() % 8;
    const delimited = type === 2;
    let content = at;
    if (type === 0) varint();
    else if (type === 5) at += 4;
    else if (type === 1) at += 8;
    else if (delimited) {
      const length = varint();
      content = at;
      at += length;
    } else return found;
    if (!(at <= finish)) return found;
    found.push({ start, content, end: at, delimited });
    if (delimited) placesOf(bytes, limit, content, at, found);
  }
  return found;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const replace = (bytes: Uint8Array, from: number, to: number, by: Uint8Array): Uint8Array =>
  joined(bytes.subarray(0, from), by, bytes.subarray(to));

const noise = (dice: Dice, length: number): Uint8Array => Uint8Array.from({ length }, () => dice.upTo(256));

/** Lengths: next to nothing, more than any file, varints that never end or have more than ten bytes. */
const lengths = [
  [0],
  [1],
  [127],
  [0xff, 0xff, 0xff, 0xff, 0x07],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  Array.from({ length: 11 }, () => 0xff),
  Array.from({ length: 30 }, () => 0x80),
].map((bytes) => Uint8Array.from(bytes));

/** One change of a file. */
export function damageBytes(dice: Dice, bytes: Uint8Array): Uint8Array {
  const places = placesOf(bytes, 20_000);
  const place = dice.pick(places);
  const other = dice.pick(places);
  if (place === undefined || other === undefined) return joined(bytes, noise(dice, 8));
  const { start, content, end } = place;
  switch (dice.upTo(9)) {
    case 0:
      return replace(bytes, start, end, new Uint8Array());
    case 1:
      return replace(bytes, end, end, bytes.subarray(start, end));
    case 2:
      return replace(bytes, start, end, bytes.subarray(other.start, other.end));
    case 3:
      return bytes.slice(0, end);
    case 4:
      return bytes.slice(0, dice.upTo(bytes.length + 1));
    case 5:
      // Where the length stood, or the number of a field that has none.
      return replace(bytes, start + 1, content, dice.pick(lengths) ?? new Uint8Array());
    case 6:
      return replace(bytes, start, start + 1, noise(dice, 1));
    case 7:
      return replace(bytes, content, Math.min(end, content + 12), noise(dice, dice.upTo(13)));
    default:
      return replace(bytes, content, content + 1, noise(dice, 1));
  }
}
