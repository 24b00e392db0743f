/** Files that were damaged on purpose: reading gives a model or a problem, soon, and never anything else. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { outcomeOf } from "../base/problem.ts";
import { bytesSource } from "../base/source.ts";
import { models } from "../testing/onnx-models.ts";
import { encodeModel } from "./encode.ts";
import { outputOf, writeBytes, writeTag, writeVarint, writtenBytes } from "./output.ts";
import { readModel } from "./read.ts";

/** A place in a message tree: where a field's tag begins, where its content lies. */
interface Place {
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** All fields, at any depth, that a reader without a schema can find. */
function places(bytes: Uint8Array, begin = 0, end = bytes.length, found: Place[] = []): Place[] {
  let at = begin;
  const varint = () => {
    let value = 0;
    for (let shift = 0; at < end; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    return NaN;
  };
  while (at < end) {
    const start = at;
    const type = varint() % 8;
    let content = at;
    if (type === 0) varint();
    else if (type === 2) {
      const length = varint();
      content = at;
      at += length;
    } else if (type === 5) at += 4;
    else if (type === 1) at += 8;
    else return found;
    if (!(at <= end)) return found;
    found.push({ start, content, end: at });
    if (type === 2) places(bytes, content, at, found);
  }
  return found;
}

const without = (bytes: Uint8Array, from: number, to: number, put: Uint8Array = new Uint8Array()): Uint8Array => {
  const out = outputOf(64);
  for (const part of [bytes.subarray(0, from), put, bytes.subarray(to)]) writeBytes(out, part);
  return writtenBytes(out).slice();
};

const writtenVarint = (value: number): Uint8Array => {
  const out = outputOf(16);
  writeVarint(out, value);
  return writtenBytes(out);
};

const tagOf = (number: number, wireType: number): Uint8Array => {
  const out = outputOf(16);
  writeTag(out, number, wireType);
  return writtenBytes(out);
};

type Mutation = (bytes: Uint8Array, place: Place) => Uint8Array;

const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.constant<Mutation>((bytes, { start, end }) => without(bytes, start, end)),
  fc.constant<Mutation>((bytes, { start, end }) => without(bytes, end, end, bytes.slice(start, end))),
  fc.constant<Mutation>((bytes, { end }) => bytes.slice(0, end)),
  fc.record({ number: fc.nat(30), wireType: fc.nat(7) }).map(
    ({ number, wireType }): Mutation =>
      (bytes, { start }) =>
        without(bytes, start, start + 1, tagOf(number, wireType)),
  ),
  fc.constantFrom(0, 1, 127, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 62, -1).map(
    (value): Mutation =>
      (bytes, { start }) =>
        without(bytes, start + 1, start + 2, writtenVarint(value)),
  ),
  fc.uint8Array({ minLength: 1, maxLength: 12 }).map(
    (noise): Mutation =>
      (bytes, { content, end }) =>
        without(bytes, content, end, noise),
  ),
  fc.nat(255).map(
    (byte): Mutation =>
      (bytes, { content }) =>
        without(bytes, content, content + 1, new Uint8Array([byte])),
  ),
);

const steps = fc.array(fc.tuple(mutations, fc.nat()), { minLength: 1, maxLength: 4 });

test("structure-aware mutations of encoded models", async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(models, steps, async (model, changes) => {
      let bytes = encodeModel(model);
      for (const [mutate, choice] of changes) {
        const all = places(bytes);
        const place = all[choice % Math.max(1, all.length)];
        if (place !== undefined) bytes = mutate(bytes, place);
      }
      const started = performance.now();
      const outcome = await outcomeOf(() => readModel(bytesSource("fuzz.onnx", bytes)));
      outcomes.add(outcome.ok ? "model" : outcome.problem.code);
      expect(performance.now() - started).toBeLessThan(500);
    }),
    { numRuns: 2000, interruptAfterTimeLimit: 2000 },
  );
  // The mutations are neither all harmless nor all fatal.
  expect([...outcomes]).toEqual(expect.arrayContaining(["model", "malformed", "truncated"]));
}, 10_000);

test("bytes at random", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const outcome = await outcomeOf(() => readModel(bytesSource("noise.onnx", bytes)));
      if (outcome.ok) expect(outcome.value.graph.nodes.length).toBeLessThan(100);
    }),
    { numRuns: 2000, interruptAfterTimeLimit: 500 },
  );
});
