/** Reads an ONNX file: its structure whole, its weights not at all. */
import { ProblemError } from "../base/problem.ts";
import type { ByteSource } from "../base/source.ts";
import { advance, type Walker, walkerOver } from "./compact.ts";
import { noFlaws, note, problemsOf } from "./flaws.ts";
import { modelOf } from "./from-proto.ts";
import type { Model } from "./model.ts";
import { writtenBytes } from "./output.ts";
import { latin1, sniff } from "./sniff.ts";
import { isModelText, maximumTextFile, wireOfText } from "./text.ts";
import { fill, readFrom, windowOver } from "./window.ts";
import { cursorOver, positionOf } from "./wire.ts";

export interface ReadOptions {
  /** Looked at between reads; an abort rejects with an Error named AbortError. */
  readonly signal?: { readonly aborted: boolean };
  /** `bytes`: position in the file, which skipped weights advance too. */
  readonly onProgress?: (progress: { readonly bytes: number; readonly total: number }) => void;
}

/**
 * Reads a model.
 * @throws ProblemError when the file is no ONNX model, is damaged, or is beyond all measure.
 */
export async function readModel(source: ByteSource, options: ReadOptions = {}): Promise<Model> {
  if (source.size === 0) throw new ProblemError({ code: "empty-file" });
  const walker = await walk(source, options);
  if (!walker.hasGraph) {
    // Every message of protobuf looks a little like every other.
    const isModel = walker.known > 0 && walker.unknown === 0;
    throw new ProblemError(isModel ? { code: "no-graph" } : { code: "not-onnx", byteOffset: 0 });
  }
  const flaws = noFlaws();
  for (const length of walker.longTexts) {
    note(
      flaws,
      "format",
      String(length),
      (lengths) => `Attributes with very long texts were left empty, bytes: ${lengths}`,
    );
  }
  const model = modelOf(writtenBytes(walker.output), walker.functions, flaws);
  return { ...model, problems: problemsOf(flaws) };
}

async function walk(source: ByteSource, options: ReadOptions): Promise<Walker> {
  const cursor = cursorOver(new Uint8Array(), source.size);
  const window = windowOver(source, cursor);
  const walker = walkerOver(cursor);
  await fill(window, 1);
  if (isModelText(latin1(cursor.bytes))) return walkText(source);
  const lookalike = sniff(cursor.bytes);
  if (lookalike !== undefined) throw new ProblemError({ code: "not-onnx", lookalike, byteOffset: 0 });
  for (;;) {
    const needed = advanceOrRefuse(walker);
    options.onProgress?.({ bytes: Math.min(positionOf(cursor), source.size), total: source.size });
    if (needed === 0) return walker;
    if (options.signal?.aborted === true) throw aborted();
    await fill(window, needed);
  }
}

async function walkText(source: ByteSource): Promise<Walker> {
  if (source.size > maximumTextFile) {
    throw new ProblemError({ code: "too-large", detail: `${source.size} bytes of protobuf text` });
  }
  const wire = wireOfText(await readFrom(source, 0, source.size));
  const walker = walkerOver(cursorOver(wire));
  advance(walker);
  return walker;
}

/** What is damaged before its first field was never a model. */
function advanceOrRefuse(walker: Walker): number {
  try {
    return advance(walker);
  } catch (error) {
    if (error instanceof ProblemError && walker.known === 0 && walker.frames.length === 1) {
      const { problem } = error;
      throw new ProblemError({ code: "not-onnx", byteOffset: "byteOffset" in problem ? problem.byteOffset : 0 });
    }
    throw error;
  }
}

function aborted(): Error {
  const error = new Error("reading was cancelled");
  error.name = "AbortError";
  return error;
}
