/** TensorProto and SparseTensorProto as onnx-proto decodes them → TensorDef. */
import { bytesOf, type DType, dtypeOfCode } from "../base/dtype.ts";
import type { onnx } from "onnx-proto";
import { type Flaws, note } from "./flaws.ts";
import { type TensorData, type TensorDef, smallTensorElements } from "./model.ts";
import { numberOf, type WireNumber } from "./numbers.ts";
import { type Encoded, valuesOf } from "./tensor-data.ts";
import { textOf } from "./wire.ts";

type Proto = onnx.ITensorProto;

const external = 1;

/** `label` names the tensor in problems. Undefined, with a problem noted, when its dims are impossible. */
export function tensorOf(proto: Proto, label: string, flaws: Flaws): TensorDef | undefined {
  const name = proto.name ?? "";
  const dims = sizesOf(proto.dims ?? [], name || label, flaws);
  if (dims === undefined) return undefined;
  const dtype = dtypeOfCode(proto.dataType ?? 0);
  if (dtype === undefined) {
    note(
      flaws,
      "format",
      name || label,
      (names) => `These tensors have an element type that ONNX does not define: ${names}`,
    );
  }
  return { name, dtype, dims, data: dataOf(proto, dtype, countOf(dims), name || label, flaws) };
}

export const countOf = (dims: readonly number[]): number => dims.reduce((product, size) => product * size, 1);

function sizesOf(dims: readonly WireNumber[], label: string, flaws: Flaws): readonly number[] | undefined {
  const sizes = dims.map(numberOf);
  // Without the zeros, so that infinity times zero does not hide what is absurd.
  const count = countOf(sizes.filter((size) => size !== 0));
  if (sizes.every((size) => size >= 0) && count <= Number.MAX_SAFE_INTEGER) return sizes;
  note(flaws, "format", label, (names) => `These tensors were left out because their sizes are impossible: ${names}`);
  return undefined;
}

function dataOf(proto: Proto, dtype: DType | undefined, count: number, label: string, flaws: Flaws): TensorData {
  const payload = payloadOf(proto);
  if (Number(proto.dataLocation) === external || (payload === undefined && (proto.externalData ?? []).length > 0)) {
    return externalData(proto, label, flaws);
  }
  if (payload === undefined) {
    if (count === 0) return dtype === "string" ? { kind: "strings", values: [] } : { kind: "values", values: [] };
    note(flaws, "missing-data", label, (names) => `no data for ${names}`);
    return { kind: "absent" };
  }
  const place = { kind: "stored", offset: payload.begin, length: payload.end - payload.begin } as const;
  if (dtype === undefined) return place;
  const data = payload.whole && count <= smallTensorElements ? decoded(proto, dtype, count, payload) : place;
  if (data === undefined || (data === place && !fits(payload, dtype, count))) {
    note(flaws, "missing-data", label, (names) => `the data of ${names} do not have the size that their dims say`);
    return { kind: "absent" };
  }
  return data;
}

interface Payload {
  readonly list: List;
  readonly begin: number;
  readonly end: number;
  /** Its bytes are in the decoded message. */
  readonly whole: boolean;
}

type List = "rawData" | "floatData" | "int32Data" | "stringData" | "int64Data" | "doubleData" | "uint64Data";

/** By field number. */
const lists: Readonly<Record<string, List>> = {
  4: "floatData",
  5: "int32Data",
  6: "stringData",
  7: "int64Data",
  9: "rawData",
  10: "doubleData",
  11: "uint64Data",
};

/** What the compacted file says of the payload (compact.ts, writePlace). */
function payloadOf(proto: Proto): Payload | undefined {
  const code = proto.docString ?? "";
  const list = lists[code.replace("-", "")];
  if (list === undefined || !proto.segment) return undefined;
  const [begin, end] = [numberOf(proto.segment.begin ?? 0), numberOf(proto.segment.end ?? 0)];
  return begin === end ? undefined : { list, begin, end, whole: !code.startsWith("-") };
}

function decoded(proto: Proto, dtype: DType, count: number, payload: Payload): TensorData | undefined {
  if (dtype === "string") {
    const strings = proto.stringData ?? [];
    return strings.length === count ? { kind: "strings", values: strings.map(textOf) } : undefined;
  }
  const values = valuesOf(dtype, count, encodedOf(proto, payload.list));
  if (values !== undefined) return { kind: "values", values };
  // One number cannot hold a complex one.
  const isComplex = dtype === "complex64" || dtype === "complex128";
  return isComplex ? { kind: "stored", offset: payload.begin, length: payload.end - payload.begin } : undefined;
}

function encodedOf(proto: Proto, list: Payload["list"]): Encoded {
  switch (list) {
    case "floatData":
      return { list: "float", numbers: proto.floatData ?? [] };
    case "int32Data":
      return { list: "int32", numbers: proto.int32Data ?? [] };
    case "int64Data":
      return { list: "int64", numbers: (proto.int64Data ?? []).map(numberOf) };
    case "doubleData":
      return { list: "double", numbers: proto.doubleData ?? [] };
    case "uint64Data":
      return { list: "uint64", numbers: (proto.uint64Data ?? []).map(numberOf) };
    case "rawData":
    case "stringData":
      return { list: "raw", bytes: proto.rawData ?? new Uint8Array() };
  }
}

/** Fewest and most bytes of a number in a list that is not raw, with a tag where it is not packed. */
const numberBytes: Readonly<Record<Exclude<List, "rawData">, readonly [fewest: number, most: number]>> = {
  floatData: [4, 5],
  int32Data: [1, 11],
  stringData: [2, Infinity],
  int64Data: [1, 11],
  doubleData: [8, 9],
  uint64Data: [1, 11],
};

/** Whether a payload that was not read can hold `count` elements. */
function fits(payload: Payload, dtype: DType, count: number): boolean {
  const length = payload.end - payload.begin;
  if (payload.list === "rawData") return length === bytesOf(dtype, count);
  const [fewest, most] = numberBytes[payload.list];
  const perElement = dtype.startsWith("complex") ? 2 : 1;
  // Elements of less than a byte lie together in one number.
  const numbers = Math.min(count * perElement, bytesOf(dtype, count));
  return length >= fewest * numbers && length <= most * numbers;
}

function externalData(proto: Proto, label: string, flaws: Flaws): TensorData {
  const entries = new Map((proto.externalData ?? []).map(({ key, value }) => [key ?? "", value ?? ""]));
  const named = entries.get("location") ?? "";
  const location = safeLocation(named);
  const offset = byteCount(entries.get("offset") ?? "0");
  const length = byteCount(entries.get("length") ?? "");
  if (location === undefined) {
    const where = named === "" ? "a file without name" : printable(named);
    note(flaws, "unsafe-location", label, (names) => `${where} (${names})`);
    return { kind: "absent" };
  }
  if (offset === undefined) {
    note(flaws, "missing-data", label, (names) => `no position in ${printable(location)} is given for ${names}`);
    return { kind: "absent" };
  }
  return { kind: "external", location, offset, ...(length === undefined ? {} : { length }) };
}

// oxlint-disable-next-line no-control-regex -- they are what must not reach a terminal
const printable = (location: string): string => location.slice(0, 200).replaceAll(/[\0-\x1f\x7f]/g, "?");

function byteCount(text: string): number | undefined {
  const count = /^\d{1,16}$/.test(text) ? Number(text) : undefined;
  return count !== undefined && Number.isSafeInteger(count) ? count : undefined;
}

/**
 * The parts of a relative name joined by "/", which is how files in the model's folder or below it are named; undefined
 * for an absolute path, a drive, a URL, a way up, a backslash (which some systems take for "/"), and control characters.
 */
export function safeLocation(location: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be in it
  if (/^\/|^[a-z][a-z0-9+.-]*:\/|[\\\0-\x1f\x7f]/i.test(location)) return undefined;
  const parts = location.split("/").filter((part) => part !== "" && part !== ".");
  const leadsAway = parts.some((part) => part === ".." || /^[a-z]:/i.test(part));
  return parts.length === 0 || leadsAway ? undefined : parts.join("/");
}

/** A sparse tensor with its dense dims. A small one is spelled out with its zeros. */
export function sparseTensorOf(proto: onnx.ISparseTensorProto, label: string, flaws: Flaws): TensorDef | undefined {
  const name = proto.values?.name || label;
  const dims = sizesOf(proto.dims ?? [], name, flaws);
  const values = proto.values && tensorOf(proto.values, label, flaws);
  const indices = proto.indices && tensorOf(proto.indices, label, flaws);
  if (dims === undefined || !values) return undefined;
  const dense = indices && denseValues(values, indices, dims);
  const data: TensorData = dense ? { kind: "values", values: dense } : whereabouts(proto.values, values.data);
  return { name: values.name, dtype: values.dtype, dims, data, stored: countOf(values.dims) };
}

/** The stored values alone are not the values of the dense tensor. */
function whereabouts(proto: Proto | null | undefined, data: TensorData): TensorData {
  const payload = proto ? payloadOf(proto) : undefined;
  if (data.kind !== "values" && data.kind !== "strings") return data;
  if (payload === undefined) return { kind: "absent" };
  return { kind: "stored", offset: payload.begin, length: payload.end - payload.begin };
}

/** Indices count along the flattened tensor, or each is a row of coordinates. */
function denseValues(values: TensorDef, indices: TensorDef, dims: readonly number[]): readonly number[] | undefined {
  if (values.data.kind !== "values" || indices.data.kind !== "values" || countOf(dims) > smallTensorElements) return;
  const perValue = indices.dims.length === 1 ? 1 : dims.length;
  if (indices.data.values.length !== values.data.values.length * perValue) return undefined;
  const dense = Array.from({ length: countOf(dims) }, () => 0);
  for (const [position, value] of values.data.values.entries()) {
    const coordinates: readonly number[] = indices.data.values.slice(position * perValue, (position + 1) * perValue);
    const index = coordinates.reduce((at, x, axis) => (axis === 0 ? x : at * (dims[axis] ?? 1) + x), 0);
    if (!(index >= 0 && index < dense.length)) return undefined;
    dense[index] = value;
  }
  return dense;
}
