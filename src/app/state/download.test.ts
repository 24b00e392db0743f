import { expect, test } from "vitest";
import { fileNameFor } from "./download.ts";

test.each([
  ["resnet18.onnx", "resnet18.csv"],
  ["export/weights/Model.ONNX", "Model.csv"],
  ["C:\\models\\net.onnxtxt", "net.csv"],
  ["a.b.onnx", "a.b.csv"],
  ['what?<is>"this|.onnx', "what_is_this_.csv"],
  ["two\nlines.onnx", "two_lines.csv"],
  ["層.onnx", "層.csv"],
  ["..onnx", "model.csv"],
  ["", "model.csv"],
])("%j is saved as %j", (model, name) => expect(fileNameFor(model, "csv")).toBe(name));
