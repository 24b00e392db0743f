import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyzeModel } from "../engine/analyze.ts";
import { networkOf } from "../generate/index.ts";
import type { NetworkParams } from "../generate/params.ts";
import { randomSource } from "../generate/random.ts";
import { synthetic } from "../generate/synthetic.ts";
import type { Model, NodeDef } from "../onnx/model.ts";
import { analysisOf } from "../testing/analyze-text.ts";
import { programs } from "../testing/random-programs.ts";
import { countFates, diffOf, type StructuralDiff, type Structure } from "./diff.ts";

const file = { name: "test.onnx", bytes: 0, bytesRead: 0 };
const analysed = (model: Model | undefined) => {
  if (model === undefined) throw new Error("no such network");
  return analyzeModel(model, file);
};
const network = (id: string, params: NetworkParams = {}) => analysed(networkOf(id)?.build(params));

/** The model with other nodes or names of nodes. */
const withNodes = (model: Model, change: (nodes: readonly NodeDef[]) => readonly NodeDef[]): Model => ({
  ...model,
  graph: { ...model.graph, nodes: [...change(model.graph.nodes)] },
});
/** Names as exporters make them that only count: Conv_0, Relu_1... */
const numbered = (model: Model): Model =>
  withNodes(model, (nodes) => nodes.map((node, at) => ({ ...node, name: `${node.op}_${at}` })));
const unnamed = (model: Model): Model => withNodes(model, (nodes) => nodes.map((node) => ({ ...node, name: "" })));

const named = ({ nodes }: Structure, at: number | undefined): string => nodes[at ?? -1]?.name ?? "";
const ofFate = (diff: StructuralDiff, fate: string) => diff.filter((entry) => entry.fate === fate);

const structures = programs.map(({ text }) => analysisOf(text(2)));
/** Two programs that share a beginning or nothing at all, and sometimes everything. */
const twoStructures = fc.oneof(
  fc.tuple(structures, structures),
  fc.tuple(programs, fc.nat(24)).map(([{ lines, text }, cut]) => {
    const whole = text(2);
    const shorter = whole.split("\n").slice(0, 2 + Math.max(1, Math.min(cut, lines.length)));
    return [analysisOf(whole), analysisOf(shorter.join("\n"))] as const;
  }),
);

describe("laws", () => {
  test("a model differs from itself in nothing", () => {
    fc.assert(
      fc.property(structures, (a) => {
        expect(countFates(diffOf(a, a))).toMatchObject({ changed: 0, added: 0, removed: 0 });
      }),
    );
    for (const id of ["resnet18", "googlenet", "densenet121", "vit_b_16"]) {
      const a = network(id);
      const working = a.nodes.filter(({ folded }) => !folded).length;
      expect(countFates(diffOf(a, a))).toEqual({ unchanged: working, changed: 0, added: 0, removed: 0 });
    }
  });

  test("every node that runs is told once", () => {
    fc.assert(
      fc.property(twoStructures, ([a, b]) => {
        const diff = diffOf(a, b);
        const told = (side: "before" | "after") => diff.flatMap((entry) => entry[side] ?? []).sort((x, y) => x - y);
        const running = ({ nodes }: Structure) => nodes.flatMap(({ folded }, at) => (folded ? [] : [at]));
        expect(told("before")).toEqual(running(a));
        expect(told("after")).toEqual(running(b));
      }),
    );
  });

  test("read backwards, what was added was removed, and every pair is the same pair", () => {
    fc.assert(
      fc.property(twoStructures, ([a, b]) => {
        const back = { unchanged: "unchanged", changed: "changed", added: "removed", removed: "added" } as const;
        const key = (fate: string, before: number | undefined, after: number | undefined) =>
          `${fate} ${before} ${after}`;
        const there = diffOf(a, b).map(({ fate, before, after }) => key(fate, before, after));
        const andBack = diffOf(b, a).map(({ fate, before, after }) => key(back[fate], after, before));
        expect(andBack.sort()).toEqual(there.sort());
      }),
    );
  });

  test("what is unchanged has the same operator and output shapes", () => {
    fc.assert(
      fc.property(twoStructures, ([a, b]) => {
        for (const { before, after } of ofFate(diffOf(a, b), "unchanged")) {
          const [old, now] = [a.nodes[before ?? -1], b.nodes[after ?? -1]];
          expect(now?.op).toBe(old?.op);
          expect(now?.outputs.map(({ shape }) => shape)).toEqual(old?.outputs.map(({ shape }) => shape));
        }
      }),
    );
  });
});

describe("versions of a network", () => {
  test("ResNet-34 is ResNet-18 with further blocks; names tell which", () => {
    const [a, b] = [network("resnet18"), network("resnet34")];
    const diff = diffOf(a, b);
    expect(ofFate(diff, "removed")).toEqual([]);
    expect(ofFate(diff, "changed")).toEqual([]);
    const known = new Set(a.nodes.map(({ name }) => name));
    const added = ofFate(diff, "added");
    expect(added.length).toBeGreaterThan(0);
    for (const { after } of added) expect(known.has(named(b, after))).toBe(false);
    expect(new Set(added.map(({ block }) => block))).toEqual(
      new Set(["layer1.2", "layer2.2", "layer2.3", ...[2, 3, 4, 5].map((n) => `layer3.${n}`), "layer4.2"]),
    );
  });

  test("an inserted convolution is added, whatever the names: kept, counted anew, or absent", () => {
    const build = networkOf("vgg16")?.build;
    const [before, after] = [build?.(), build?.({ insertedPointwise: [4] })];
    if (before === undefined || after === undefined) throw new Error("no such network");
    for (const rename of [(model: Model) => model, numbered, unnamed]) {
      const diff = diffOf(analysed(rename(before)), analysed(rename(after)));
      expect(countFates(diff)).toMatchObject({ changed: 0, added: 1, removed: 0 });
      const [added] = ofFate(diff, "added");
      expect(added?.after).toBeGreaterThan(0);
    }
  });

  test("another width changes shapes and weights of the same nodes", () => {
    const diff = diffOf(network("resnet18"), network("resnet18", { width: 0.5 }));
    expect(countFates(diff)).toMatchObject({ added: 0, removed: 0 });
    const stem = ofFate(diff, "changed")[0];
    expect(stem?.changes).toEqual([
      { facet: "output", key: "0", before: "float32 1 × 64 × 112 × 112", after: "float32 1 × 32 × 112 × 112" },
      { facet: "weight", key: "0", before: "float32 64 × 3 × 7 × 7", after: "float32 32 × 3 × 7 × 7" },
      { facet: "weight", key: "1", before: "float32 64", after: "float32 32" },
    ]);
  });

  test("without names, too, another width is the same nodes changed", () => {
    const build = networkOf("mobilenet_v2")?.build;
    const [before, after] = [build?.(), build?.({ width: 0.75 })];
    if (before === undefined || after === undefined) throw new Error("no such network");
    const byName = countFates(diffOf(analysed(before), analysed(after)));
    expect(byName).toMatchObject({ added: 0, removed: 0 });
    expect(countFates(diffOf(analysed(unnamed(before)), analysed(unnamed(after))))).toEqual(byName);
  });
});

describe("what is said of a changed node", () => {
  const chain = (activation: string, attributes: string) => `
    x: float32[1,8,16,16]
    const w: float32[8,8,3,3]
    a = Conv(x, w) ${attributes}
    b = ${activation}(a)
    c = MaxPool(b) kernel_shape=[2,2] strides=[2,2]
  `;

  test("attributes by name, with both values", () => {
    const diff = diffOf(
      analysisOf(chain("Relu", "pads=[1,1,1,1]")),
      analysisOf(chain("Relu", "pads=[1,1,1,1] dilations=[1,1]")),
    );
    expect(ofFate(diff, "changed").map(({ changes }) => changes)).toEqual([
      [{ facet: "attribute", key: "dilations", before: undefined, after: "[1, 1]" }],
    ]);
  });

  test("an activation that took another's place is one node, changed", () => {
    const diff = diffOf(analysisOf(chain("Relu", "pads=[1,1,1,1]")), analysisOf(chain("HardSwish", "pads=[1,1,1,1]")));
    expect(countFates(diff)).toEqual({ unchanged: 2, changed: 1, added: 0, removed: 0 });
    expect(ofFate(diff, "changed")[0]?.changes[0]).toEqual({
      facet: "operator",
      key: "",
      before: "Relu",
      after: "HardSwish",
    });
  });

  test("a node that reads from elsewhere; one that came between is an addition only", () => {
    const skip = (from: string) => `
      x: float32[8]
      a = Relu(x)
      b = Sigmoid(a)
      c = Tanh(b)
      d = Add(${from}, c)
    `;
    const moved = diffOf(analysisOf(skip("a")), analysisOf(skip("b")));
    expect(ofFate(moved, "changed").map(({ changes }) => changes[0]?.facet)).toEqual(["wiring"]);

    const between = diffOf(
      analysisOf("x: float32[8]\n a = Relu(x)\n b = Tanh(a)"),
      analysisOf("x: float32[8]\n a = Relu(x)\n m = Exp(a)\n b = Tanh(m)"),
    );
    expect(countFates(between)).toEqual({ unchanged: 2, changed: 0, added: 1, removed: 0 });
  });
});

describe("speed", () => {
  const { nodes: stock } = analysed(synthetic({ nodes: 300, seed: 1 }));

  /** A chain of nodes drawn from a network, none of them named. */
  function chain(length: number, seed: number): Structure {
    const random = randomSource(seed);
    const nodes = Array.from({ length }, () => stock[Math.floor(random() * stock.length)]).flatMap((node) =>
      node === undefined ? [] : [{ ...node, name: "" }],
    );
    return { nodes, edges: nodes.slice(1).map((_, from) => ({ from, to: from + 1, bytes: 4 })) };
  }

  /** Least of three, in time of the processor: a clock also counts what else the machine does. */
  function secondsFor(length: number): number {
    const [a, b] = [chain(length, 1), chain(length, 2)];
    const each = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      diffOf(a, b);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    });
    return Math.min(...each);
  }

  test("2,000 nodes take less than 200 ms, 10,000 about five times as long, however little the models share", () => {
    const small = secondsFor(2000);
    expect(small).toBeLessThan(0.2);
    // Linear would be 5 times, quadratic 25.
    expect(secondsFor(10_000) / small).toBeLessThan(12);
  });
});
