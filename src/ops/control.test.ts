import { expect, test } from "vitest";
import type { Inferred } from "../ops/infer.ts";
import { body, withBodies } from "../testing/body-text.ts";
import { factText, inferModel } from "../testing/graph-text.ts";

const facts = ({ graph }: Inferred, ...names: readonly string[]): readonly string[] =>
  names.map((name) => factText(graph.facts.get(name)));
const trips = ({ graph }: Inferred) =>
  (graph.nodes.at(-1)?.bodies ?? []).map((inner) => `${inner.label} ${inner.trips ?? "?"}`);

const branches = {
  then_branch: body("const a: int64[1] = 0\n t = Unsqueeze(x, a)", ["t"]),
  else_branch: body("e = Identity(x)", ["e"]),
};

test("If with a known condition takes one branch", () => {
  const inferred = inferModel(withBodies("x: float32[4]\n const c: bool[] = 1\n y = If(c)", branches));
  expect(facts(inferred, "y")).toEqual(["float32[1,4]"]);
  expect(trips(inferred)).toEqual(["then 1"]);
});

test("If with an open condition: what both branches agree on is known", () => {
  const inferred = inferModel(
    withBodies("x: float32[4,5]\n c: bool[]\n y = If(c)", {
      then_branch: body("t = Concat(x, x) axis=0", ["t"]),
      else_branch: body("e = Identity(x)", ["e"]),
    }),
  );
  expect(facts(inferred, "y")).toEqual(["float32[If_0#0,5]"]);
  expect([...inferred.unknowns.values()]).toEqual(["which branch c takes"]);
  expect(trips(inferred)).toEqual(["then 1", "else 1"]);
});

test("If with branches of different rank has no known rank, and says why", () => {
  const inferred = inferModel(withBodies("x: float32[4]\n c: bool[]\n y = If(c)", branches));
  expect(facts(inferred, "y")).toEqual(["float32[*]"]);
  expect(inferred.graph.nodes[0]?.notes).toEqual(["the rank depends on which branch c takes"]);
});

const step = body("i: int64[]\n c: bool[]\n s: float32[2]\n c2 = Identity(c)\n s2 = Identity(s)\n out = Identity(s)", [
  "c2",
  "s2",
  "out",
]);

test("a branch that contradicts the sizes is not the one taken, and its problems are none", () => {
  const inferred = inferModel(
    withBodies("x: float32[4,5]\n c: bool[]\n y = If(c)", {
      then_branch: body("const a: int64[1] = 0\n t = Squeeze(x, a)", ["t"]),
      else_branch: body("e = Identity(x)", ["e"]),
    }),
  );
  expect(facts(inferred, "y")).toEqual(["float32[4,5]"]);
  expect(trips(inferred)).toEqual(["then 0", "else 1"]);
  expect(inferred.problems).toEqual([]);
  expect(inferred.misfits).toBe(1);
});

test("a branch may list what it takes from outside as its inputs", () => {
  const inferred = inferModel(
    withBodies("z: float32[4]\n c: bool[]\n x = Identity(z)\n y = If(c)", {
      then_branch: body("x: float32[9]\n t = Identity(x)", ["t"]),
      else_branch: body("e = Identity(x)", ["e"]),
    }),
  );
  expect(facts(inferred, "y")).toEqual(["float32[4]"]);
});

test("Loop of 5: the state keeps its shape, each iteration adds a row", () => {
  const inferred = inferModel(
    withBodies("x: float32[2]\n const m: int64[] = 5\n y, rows = Loop(m, _, x)", { body: step }),
  );
  expect(facts(inferred, "y", "rows")).toEqual(["float32[2]", "float32[5,2]"]);
  expect(trips(inferred)).toEqual(["body 5"]);
});

test("Loop as long as a sequence: T rows", () => {
  const inferred = inferModel(
    withBodies(
      `x: float32[2]
       z: float32[T,9]
       s = Shape(z)
       const zero: int64[] = 0
       m = Gather(s, zero)
       y, rows = Loop(m, _, x)`,
      { body: step },
    ),
  );
  expect(facts(inferred, "rows")).toEqual(["float32[T,2]"]);
  expect(trips(inferred)).toEqual(["body ?"]);
});

test("Loop whose condition is computed: the number of rows is unknown, and the condition named", () => {
  const inferred = inferModel(
    withBodies("x: float32[2]\n f: bool[]\n const m: int64[] = 5\n y, rows = Loop(m, _, x)", {
      body: body("i: int64[]\n c: bool[]\n s: float32[2]\n go = Identity(f)\n s2 = Identity(s)\n out = Identity(s)", [
        "go",
        "s2",
        "out",
      ]),
    }),
  );
  expect(facts(inferred, "y", "rows")).toEqual(["float32[2]", "float32[Loop_0#0,2]"]);
  expect([...inferred.unknowns.values()]).toEqual(["how long the condition go holds"]);
});

test("a carried size that grows becomes one symbol; the other stays", () => {
  const inferred = inferModel(
    withBodies("x: float32[1,3]\n const m: int64[] = 5\n y = Loop(m, _, x)", {
      body: body("i: int64[]\n c: bool[]\n s: float32[1,3]\n c2 = Identity(c)\n s2 = Concat(s, x) axis=0", [
        "c2",
        "s2",
      ]),
    }),
  );
  expect(facts(inferred, "y")).toEqual(["float32[Loop_0#0,3]"]);
  expect(inferred.unknowns.get("Loop_0#0")).toBe("how often Loop_0 repeats (size 0 of carried value 0)");
});

test("rows taken one by one: x[i : i + 1] has one row in each of 5 iterations", () => {
  const inferred = inferModel(
    withBodies("x: float32[5,4]\n s: float32[1,4]\n const m: int64[] = 5\n y, rows = Loop(m, _, s)", {
      body: body(
        `i: int64[]
         c: bool[]
         s: float32[1,4]
         const zero: int64[1] = 0
         const one: int64[1] = 1
         from = Unsqueeze(i, zero)
         to = Add(from, one)
         row = Slice(x, from, to)
         c2 = Identity(c)
         s2 = Add(s, row)
         out = Identity(row)`,
        ["c2", "s2", "out"],
      ),
    }),
  );
  expect(facts(inferred, "y", "rows")).toEqual(["float32[1,4]", "float32[5,1,4]"]);
});

test("what grows with the iteration has no one size", () => {
  const inferred = inferModel(
    withBodies("const m: int64[] = 5\n rows = Loop(m, _)", {
      body: body(
        `i: int64[]
         c: bool[]
         const zero: int64[] = 0
         const one: int64[] = 1
         c2 = Identity(c)
         out = Range(zero, i, one)`,
        ["c2", "out"],
      ),
    }),
  );
  expect(facts(inferred, "rows")).toEqual(["int64[5,Loop_0#0]"]);
});

test("a loop that runs ends with the body's shape, even if it began with another", () => {
  const inferred = inferModel(
    withBodies("e: float32[0]\n x: float32[7]\n const m: int64[] = 5\n y = Loop(m, _, e)", {
      body: body("i: int64[]\n c: bool[]\n s: float32[0]\n c2 = Identity(c)\n s2 = Identity(x)", ["c2", "s2"]),
    }),
  );
  expect(facts(inferred, "y")).toEqual(["float32[7]"]);
});

test("a problem inside a body is told once", () => {
  const inferred = inferModel(
    withBodies("x: float32[1]\n const m: int64[] = 5\n y = Loop(m, _, x)", {
      body: body("i: int64[]\n c: bool[]\n s: float32[1]\n c2 = Identity(c)\n s2 = Concat(s, s) axis=3", ["c2", "s2"]),
    }),
  );
  expect(inferred.problems).toMatchObject([{ code: "bad-node", node: "Loop_0/body/Concat_1" }]);
});

const sum = body("s: float32[2]\n e: float32[2]\n s2 = Identity(s)\n out = Identity(e)", ["s2", "out"]);

test("Scan along axis 0: 3 rows in, 3 rows out", () => {
  const inferred = inferModel(
    withBodies("i: float32[2]\n x: float32[3,2]\n y, z = Scan(i, x) num_scan_inputs=1", { body: sum }),
  );
  expect(facts(inferred, "y", "z")).toEqual(["float32[2]", "float32[3,2]"]);
  expect(trips(inferred)).toEqual(["body 3"]);
});

test("Scan along other axes", () => {
  const inferred = inferModel(
    withBodies(
      "i: float32[2]\n x: float32[2,T]\n y, z = Scan(i, x) num_scan_inputs=1 scan_input_axes=[1] scan_output_axes=[-1]",
      { body: sum },
    ),
  );
  expect(facts(inferred, "z")).toEqual(["float32[2,T]"]);
});

test("Scan of version 8 has a batch before the sequence: 4 · 3 runs of the body", () => {
  const inferred = inferModel(
    withBodies("i: float32[4,2]\n x: float32[4,3,2]\n y, z = Scan(_, i, x) num_scan_inputs=1", { body: sum }, 8),
  );
  expect(facts(inferred, "y", "z")).toEqual(["float32[4,2]", "float32[4,3,2]"]);
  expect(trips(inferred)).toEqual(["body 12"]);
});

test("loops nested 30 deep, each with a size that grows, are inferred in a moment", () => {
  const grow = "i: int64[]\n c: bool[]\n s: float32[1]\n c2 = Identity(c)\n s2 = Concat(s, s) axis=0";
  const results = ["c2", "s2"];
  let inner = body(grow, results);
  for (let depth = 0; depth < 30; depth += 1) {
    const text =
      "i: int64[]\n c: bool[]\n s: float32[1]\n const m: int64[] = 2\n const k: float32[1]\n c2 = Identity(c)";
    // Each level begins with a constant of its own, so what is unknown outside does not help inside.
    const around = withBodies(`${text}\n s2 = Loop(m, _, k)`, { body: inner }).graph;
    inner = { ...around, outputs: results.map((name) => ({ name, type: undefined })) };
  }
  const inferred = inferModel(withBodies("x: float32[1]\n const m: int64[] = 2\n y = Loop(m, _, x)", { body: inner }));
  expect(facts(inferred, "y")).toEqual(["float32[*]"]);
});
