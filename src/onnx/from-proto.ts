/** Messages as onnx-proto decodes them → Model. */
import proto from "onnx-proto";
import type { onnx } from "onnx-proto";
import type { Aside } from "./compact.ts";
import { type Flaws, note } from "./flaws.ts";
import type { FunctionDef, Model } from "./model.ts";
import { attributesOf, domainOf, graphOf, nodeOf } from "./graphs.ts";
import { numberOf } from "./numbers.ts";
import { valueOf } from "./types.ts";

/** Decodes a compacted file; `functions` is what was set aside for each function. */
export function modelOf(
  compact: Uint8Array,
  functions: readonly (readonly Aside[])[],
  flaws: Flaws,
): Omit<Model, "problems"> {
  const message = proto.onnx.ModelProto.decode(compact);
  const hasVersion = Object.hasOwn(message, "irVersion");
  if (!hasVersion) note(flaws, "format", "", () => "The file does not say its IR version");
  if (message.opsetImport.length === 0) {
    note(flaws, "opset", "", () => "the file names none, so version 1 of ai.onnx is assumed");
  }
  return {
    irVersion: hasVersion ? numberOf(message.irVersion) : undefined,
    opsets: opsetsOf(message.opsetImport, flaws),
    producerName: message.producerName,
    producerVersion: message.producerVersion,
    graph: graphOf(message.graph ?? {}, flaws),
    functions: message.functions.map((f, index) => functionOf(f, functions[index] ?? [], flaws)),
  };
}

function opsetsOf(imports: readonly onnx.IOperatorSetIdProto[], flaws: Flaws): Readonly<Record<string, number>> {
  const opsets = new Map<string, number>();
  for (const entry of imports) {
    const domain = domainOf(entry.domain);
    const version = numberOf(entry.version ?? 0);
    const earlier = opsets.get(domain);
    if (earlier !== undefined && earlier !== version) {
      const highest = Math.max(earlier, version);
      note(flaws, "opset", "", () => `${domain} is imported as versions ${earlier} and ${version}; ${highest} is used`);
    }
    opsets.set(domain, Math.max(version, earlier ?? version));
  }
  return Object.fromEntries(opsets);
}

function functionOf(message: onnx.IFunctionProto, asides: readonly Aside[], flaws: Flaws): FunctionDef {
  const name = message.name ?? "";
  const of = (field: string) => asides.filter((aside) => aside.field.name === field).map((aside) => aside.bytes);
  const defaults = of("attribute_proto").map((bytes) => proto.onnx.AttributeProto.decode(bytes));
  const values = of("value_info").map((bytes) => proto.onnx.ValueInfoProto.decode(bytes));
  return {
    name,
    domain: domainOf(message.domain),
    overload: message.docString ?? "",
    inputs: message.input ?? [],
    outputs: message.output ?? [],
    attributes: message.attribute ?? [],
    defaults: attributesOf(defaults, name, flaws),
    opsets: opsetsOf(message.opsetImport ?? [], flaws),
    nodes: (message.node ?? []).map((node) => nodeOf(node, flaws)),
    valueInfo: values.map((value) => valueOf(value, flaws)),
  };
}
