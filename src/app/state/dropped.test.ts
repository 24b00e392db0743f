import { expect, test } from "vitest";
import { chooseModel, completing, type Dropped } from "./dropped.ts";

const files = (...paths: readonly string[]): readonly Dropped[] =>
  paths.map((path) => ({ path, file: new File([path], path.slice(path.lastIndexOf("/") + 1)) }));

const chosen = (paths: readonly string[], asked?: string) => {
  const choice = chooseModel(files(...paths), asked);
  return choice && { model: choice.model.path, siblings: [...choice.siblings.keys()], others: choice.others };
};

test("a model and its weights dropped together: the weights lie beside it", () => {
  expect(chosen(["m.onnx.data", "m.onnx"])).toEqual({ model: "m.onnx", siblings: ["m.onnx.data"], others: [] });
});

test("of a folder, files are named from where the model lies; what lies above it is not beside it", () => {
  expect(chosen(["top/x.bin", "top/onnx/m.onnx", "top/onnx/weights/w.bin"])).toEqual({
    model: "top/onnx/m.onnx",
    siblings: ["weights/w.bin"],
    others: [],
  });
});

test("of several models the outermost is taken, then the first by name; the others are told", () => {
  const paths = ["f/b.onnx", "f/._a.onnx", "f/a.onnx", "f/deep/0.onnx"];
  expect(chosen(paths)).toMatchObject({ model: "f/a.onnx", others: ["f/b.onnx", "f/deep/0.onnx"] });
  expect(chosen(paths, "f/b.onnx")).toMatchObject({ model: "f/b.onnx", others: ["f/a.onnx", "f/deep/0.onnx"] });
});

test("a file that is no model by its name is opened when there is nothing else; no files are no choice", () => {
  expect(chosen(["notes.txt"])).toEqual({ model: "notes.txt", siblings: [], others: [] });
  expect(chosen([])).toBeUndefined();
});

test("files without a model complete the open one: by name, deeper, or by the last part of the name", () => {
  const names = (paths: readonly string[], locations: readonly string[]) => [
    ...completing(files(...paths), locations).keys(),
  ];
  expect(names(["m.data"], ["m.data", "other"])).toEqual(["m.data"]);
  expect(names(["export/weights/w.bin"], ["weights/w.bin"])).toEqual(["weights/w.bin"]);
  expect(names(["w.bin"], ["weights/w.bin"])).toEqual(["weights/w.bin"]);
  expect(names(["nw.bin"], ["w.bin"])).toEqual([]);
  expect(names(["m.data", "m.onnx"], ["m.data"])).toEqual([]);
});
