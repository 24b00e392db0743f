import { expect, test } from "vitest";
import { namedModel, samplesOf } from "./samples.ts";

test("entries without what a card needs are left out, and anything but a list is no sample", () => {
  const good = { name: "a", title: "A", file: "a.onnx", description: "small" };
  expect(samplesOf([good, { name: "b" }, 7, null, { ...good, description: 5 }])).toEqual([
    good,
    { ...good, description: "" },
  ]);
  expect(samplesOf({ samples: [] })).toEqual([]);
});

const page = "https://studio.example/app/?model=x";

test.each([
  ["resnet18", { kind: "sample", name: "resnet18" }],
  ["samples/a.onnx", { kind: "address", url: "https://studio.example/app/samples/a.onnx", file: "a.onnx" }],
  ["/m/b%20c.onnx?v=2", { kind: "address", url: "https://studio.example/m/b%20c.onnx?v=2", file: "b c.onnx" }],
  ["https://studio.example/d.onnx", { kind: "address", url: "https://studio.example/d.onnx", file: "d.onnx" }],
  ["/folder/", { kind: "address", url: "https://studio.example/folder/", file: "model.onnx" }],
])("?model=%s is of this site", (text, named) => expect(namedModel(text, page)).toEqual(named));

test.each([
  "https://elsewhere.example/a.onnx",
  "//elsewhere.example/a.onnx",
  "\\\\elsewhere.example\\a.onnx",
  "http://studio.example/a.onnx",
  "https://studio.example:8443/a.onnx",
  "https://studio.example@elsewhere.example/a.onnx",
  "https://studio.example.elsewhere.example/a.onnx",
  "blob:https://studio.example/0d1c",
  "data:application/octet-stream,x",
  "file:///a.onnx",
  "http://",
])("?model=%s is elsewhere, so it is not fetched", (text) =>
  expect(namedModel(text, page)).toEqual({ kind: "elsewhere" }),
);
