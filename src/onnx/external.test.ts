import { posix, win32 } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesSource } from "../base/source.ts";
import { modelOf } from "../testing/graph-text.ts";
import { body, withBodies } from "../testing/body-text.ts";
import { encodeModel } from "./encode.ts";
import { attachExternal, type Siblings } from "./external.ts";
import type { Model, TensorData, TensorDef } from "./model.ts";
import { readModel } from "./read.ts";
import { safeLocation } from "./tensors.ts";
import { mapTensors, visitTensors } from "./visit-tensors.ts";

/** The constants `places` names lie in other files: offset and length of each. */
const outsourced = (model: Model, places: Readonly<Record<string, Omit<TensorData & { kind: "external" }, "kind">>>) =>
  mapTensors(model, (tensor) => {
    const place = places[tensor.name];
    return place === undefined ? tensor : { ...tensor, data: { kind: "external", ...place } };
  });

const reread = (model: Model): Promise<Model> => readModel(bytesSource("m.onnx", encodeModel(model)));

const files =
  (known: Readonly<Record<string, Uint8Array>>): Siblings =>
  (location) => {
    const bytes = known[location];
    return Promise.resolve(bytes === undefined ? undefined : bytesSource(location, bytes));
  };

const int64 = (...values: readonly number[]): Uint8Array =>
  new Uint8Array(new BigInt64Array(values.map(BigInt)).buffer);

const reshaped = modelOf(`
  x: float32[6,4]
  const w: float32[100,100]
  const shape: int64[2] = 0,0
  a = MatMul(x, w)
  y = Reshape(x, shape)
`);

const tensorNamed = (model: Model, name: string): TensorDef | undefined => {
  let found: TensorDef | undefined;
  visitTensors(model, (tensor) => {
    if (tensor.name === name) found = tensor;
  });
  return found;
};

const weightBytes = 40_000;

test("a shape that lies beside the model is read, the weights before it are not: 16 of 40,016 bytes", async () => {
  const model = await reread(
    outsourced(reshaped, {
      w: { location: "m.data", offset: 0, length: weightBytes },
      shape: { location: "m.data", offset: weightBytes, length: 16 },
    }),
  );
  const data = new Uint8Array([...new Uint8Array(weightBytes), ...int64(3, 8)]);
  const attached = await attachExternal(model, files({ "m.data": data }));
  expect(tensorNamed(attached.model, "shape")?.data).toEqual({ kind: "values", values: [3, 8] });
  expect(tensorNamed(attached.model, "w")?.data.kind).toBe("external");
  expect(attached.model.problems).toEqual([]);
  expect(attached.files).toEqual([{ location: "m.data", state: "attached", bytes: 40_016, bytesRead: 16, tensors: 2 }]);
});

test("tensors in a branch of a node have their files too", async () => {
  const branch = body("const s: int64[1] = 0\n t = Identity(s)", ["t"]);
  const model = withBodies("c: bool[]\n y = If(c)", { then_branch: branch, else_branch: branch });
  const attached = await attachExternal(
    await reread(outsourced(model, { s: { location: "sub/s.bin", offset: 8 } })),
    files({ "sub/s.bin": int64(1, 7) }),
  );
  expect(tensorNamed(attached.model, "s")?.data).toEqual({ kind: "values", values: [7] });
  expect(attached.files[0]?.tensors).toBe(2);
});

test("a missing file, a link that leads away and a file that is too short are told apart, and nothing is fatal", async () => {
  const model = await reread(
    outsourced(reshaped, {
      w: { location: "gone.data", offset: 0 },
      shape: { location: "short.data", offset: 8, length: 16 },
    }),
  );
  const { model: missing, files: named } = await attachExternal(model, files({ "short.data": int64(1, 2) }));
  expect(missing.problems).toEqual([
    { code: "external-data", detail: "gone.data (w)" },
    { code: "short-file", detail: "short.data has 16 bytes, too few for shape" },
  ]);
  expect(named.map(({ location, state }) => [location, state])).toEqual([
    ["gone.data", "missing"],
    ["short.data", "attached"],
  ]);
  const away = await attachExternal(model, () => Promise.resolve("outside"));
  expect(away.model.problems.map(({ code }) => code)).toEqual(["unsafe-location", "unsafe-location"]);
  expect(away.files.map(({ state }) => state)).toEqual(["refused", "refused"]);
});

test("a length that is not that of the dims gives no values: 8 bytes are not two int64", async () => {
  const model = await reread(outsourced(reshaped, { shape: { location: "m.data", offset: 0, length: 8 } }));
  const attached = await attachExternal(model, files({ "m.data": int64(1, 2) }));
  expect(tensorNamed(attached.model, "shape")?.data.kind).toBe("external");
  expect(attached.model.problems.map(({ code }) => code)).toContain("missing-data");
});

test("a name is looked up without its dots: ./sub//m.data is sub/m.data", async () => {
  const model = await reread(outsourced(reshaped, { shape: { location: "./sub//m.data", offset: 0 } }));
  const asked: string[] = [];
  await attachExternal(model, (location) => {
    asked.push(location);
    return Promise.resolve(undefined);
  });
  expect(asked).toEqual(["sub/m.data"]);
});

test("many constants in one place are read in few pieces, and not without end", async () => {
  const lines = Array.from({ length: 3000 }, (_, i) => `const s${i}: int64[4096] = 0`).join("\n");
  const places = Object.fromEntries(
    Array.from({ length: 3000 }, (_, i) => [`s${i}`, { location: "m.data", offset: i * 32_768 }]),
  );
  const many = outsourced(modelOf(`${lines}\n y = Identity(s0)`), places);
  const source = { ...bytesSource("m.data", new Uint8Array()), size: 3000 * 32_768 };
  let reads = 0;
  let total = 0;
  const read = (_: number, length: number): Promise<Uint8Array> => {
    reads += 1;
    total += length;
    return Promise.resolve(new Uint8Array(length));
  };
  await attachExternal(many, () => Promise.resolve({ ...source, read }));
  expect(total).toBeLessThanOrEqual(1 << 24);
  expect(reads).toBeLessThan(20);
});

test("whatever a file names, a safe name stays in the folder, on either kind of system", () => {
  const piece = fc.constantFrom("..", ".", "a", "w.bin", "C:", "con", "~", "%2e%2e", "\0", "");
  const joint = fc.constantFrom("/", "\\", ":", "//", "");
  const names = fc.array(fc.tuple(piece, joint), { maxLength: 6 }).map((parts) => parts.flat().join(""));
  let safe = 0;
  fc.assert(
    fc.property(fc.oneof(names, fc.string({ maxLength: 12 })), (name) => {
      const location = safeLocation(name);
      if (location === undefined) return;
      safe += 1;
      expect(posix.resolve("/models", location).startsWith("/models/")).toBe(true);
      expect(win32.resolve("D:\\models", location).startsWith("D:\\models\\")).toBe(true);
      expect(safeLocation(location)).toBe(location);
    }),
    { numRuns: 3000 },
  );
  expect(safe).toBeGreaterThan(100);
});

test("a file may be named after its tensor: onnx::MatMul_1 is no drive and no address", () => {
  expect(safeLocation("onnx::MatMul_1")).toBe("onnx::MatMul_1");
});
