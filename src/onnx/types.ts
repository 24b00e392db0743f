/** ValueInfoProto and TypeProto as onnx-proto decodes them → ValueDef and TypeDef. */
import { dtypeOfCode } from "../base/dtype.ts";
import type { onnx } from "onnx-proto";
import { type Flaws, note } from "./flaws.ts";
import type { DimDef, TypeDef, ValueDef } from "./model.ts";
import { numberOf } from "./numbers.ts";

export const valueOf = (proto: onnx.IValueInfoProto, flaws: Flaws): ValueDef => {
  const name = proto.name ?? "";
  return { name, type: typeOf(proto.type, name, flaws) };
};

/** Undefined when the file leaves the type open. */
export function typeOf(proto: onnx.ITypeProto | null | undefined, label: string, flaws: Flaws): TypeDef | undefined {
  if (!proto) return undefined;
  if (proto.tensorType) return tensorType(proto.tensorType, label, flaws);
  if (proto.sparseTensorType) return { ...tensorType(proto.sparseTensorType, label, flaws), sparse: true };
  if (proto.sequenceType) return { kind: "sequence", element: typeOf(proto.sequenceType.elemType, label, flaws) };
  if (proto.optionalType) return { kind: "optional", element: typeOf(proto.optionalType.elemType, label, flaws) };
  if (!proto.mapType) return undefined;
  const { keyType, valueType } = proto.mapType;
  return { kind: "map", key: dtypeOfCode(keyType ?? 0), value: typeOf(valueType, label, flaws) };
}

type TensorType = Extract<TypeDef, { kind: "tensor" }>;

function tensorType(proto: onnx.TypeProto.ITensor, label: string, flaws: Flaws): TensorType {
  const shape = proto.shape ? (proto.shape.dim ?? []).map((dim) => dimOf(dim, label, flaws)) : undefined;
  return { kind: "tensor", dtype: dtypeOfCode(proto.elemType ?? 0), shape };
}

function dimOf(proto: onnx.TensorShapeProto.IDimension, label: string, flaws: Flaws): DimDef {
  if (!Object.hasOwn(proto, "dimValue")) return proto.dimParam || undefined;
  const size = numberOf(proto.dimValue ?? 0);
  if (size >= 0 && Number.isSafeInteger(size)) return size;
  note(flaws, "format", label, (names) => `Impossible sizes are taken as unknown in the types of ${names}`);
  return undefined;
}
