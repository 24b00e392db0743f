/** The laws of every view of every tree of groups, and a few networks that show what is found. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupings, type Link, type Outline, placesIn } from "./outline.ts";
import { groupingFor, groupTree, type GroupTree, mostSiblings } from "./tree.ts";
import {
  alike,
  differing,
  groupsAround,
  itemsOf,
  overviewItems,
  overviewOf,
  placeOf,
  toggledFrom,
  viewOf,
  withGroups,
} from "./view.ts";

const part = fc.constantFrom("a", "b", "c");
const name = fc.array(part, { maxLength: 4 }).map((parts) => parts.join("."));
/** Elements in the order of a file: every edge goes forward. */
const outline: fc.Arbitrary<Outline> = fc.integer({ min: 1, max: 60 }).chain((count) =>
  fc.record({
    names: fc.array(name, { minLength: count, maxLength: count }),
    labels: fc.array(fc.constantFrom("Conv", "Relu", "Add"), { minLength: count, maxLength: count }),
    edges: fc
      .array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 120 })
      .map((pairs) =>
        pairs.filter(([a, b]) => a !== b).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
      ),
  }),
);
const grouping = fc.constantFrom(...groupings);

/** A tree and some of its groups, opened at random. */
const opened = fc.tuple(outline, grouping, fc.infiniteStream(fc.boolean())).map(([given, by, toss]) => {
  const tree = groupTree(given, by);
  const open = new Set(tree.groups.flatMap((_, group) => (toss.next().value === true ? [group] : [])));
  return { given, tree, open };
});

describe("laws", () => {
  test("the order has each element once, and nothing before what it needs", () => {
    fc.assert(
      fc.property(outline, grouping, (given, by) => {
        const { order } = groupTree(given, by);
        expect([...order].toSorted((a, b) => a - b)).toEqual(given.names.map((_, element) => element));
        const place = placesIn(order);
        for (const { from, to } of given.edges) expect(place[from]).toBeLessThan(place[to]!);
      }),
    );
  });

  test("groups hold two or more, lie apart or inside each other, and name the smallest one around them", () => {
    fc.assert(
      fc.property(outline, grouping, (given, by) => {
        const { groups } = groupTree(given, by);
        groups.forEach((group, position) => {
          expect(group.end - group.start).toBeGreaterThan(1);
          const around = groups.filter(
            (other) => other !== group && other.start <= group.start && group.end <= other.end,
          );
          const crossing = groups.filter(
            ({ start, end }) => start < group.start && group.start < end && end < group.end,
          );
          expect(crossing).toEqual([]);
          const least = around.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
          expect(group.parent === undefined ? undefined : groups[group.parent]).toBe(least);
          if (group.parent !== undefined) expect(group.parent).toBeLessThan(position);
        });
      }),
    );
  });

  test("whatever is open, each element lies in exactly one visible thing", () => {
    fc.assert(
      fc.property(opened, ({ given, tree, open }) => {
        const { items, itemAt } = viewOf(tree, given.edges, open);
        const shown = items.flatMap(({ start, end }) => [...tree.order.subarray(start, end)]);
        expect(shown).toEqual([...tree.order]);
        items.forEach((item, position) => {
          for (const element of tree.order.subarray(item.start, item.end)) expect(itemAt[element]).toBe(position);
          // A closed group as it is, or an element alone; and nothing in it is closed further out.
          const group = item.group === undefined ? undefined : tree.groups[item.group];
          if (group === undefined) expect(item.end - item.start).toBe(1);
          else expect([item.start, item.end]).toEqual([group.start, group.end]);
          for (let up = group?.parent; up !== undefined; up = tree.groups[up]?.parent) expect(open.has(up)).toBe(true);
        });
      }),
    );
  });

  test("edges between visible things are those of their elements, and always go forward: no cycle", () => {
    fc.assert(
      fc.property(opened, ({ given, tree, open }) => {
        const { edges, itemAt } = viewOf(tree, given.edges, open);
        const expected = given.edges
          .map(({ from, to }) => `${itemAt[from]} ${itemAt[to]}`)
          .filter((pair) => pair.split(" ")[0] !== pair.split(" ")[1]);
        const pairs = edges.map(({ from, to }) => `${from} ${to}`);
        expect(new Set(pairs)).toEqual(new Set(expected));
        expect(new Set(pairs).size).toBe(pairs.length);
        for (const { from, to } of edges) expect(from).toBeLessThan(to);
      }),
    );
  });

  test("groups of a kind hold the same elements with the same edges among them", () => {
    fc.assert(
      fc.property(outline, grouping, (given, by) => {
        const tree = groupTree(given, by);
        const place = placesIn(tree.order);
        const inside = ({ start, end }: { start: number; end: number }) => ({
          labels: [...tree.order.subarray(start, end)].map((element) => given.labels[element]),
          edges: given.edges
            .map(({ from, to }): Link => ({ from: place[from]! - start, to: place[to]! - start }))
            .filter(({ from, to }) => from >= 0 && to < end - start)
            .map(({ from, to }) => `${from} ${to}`)
            .toSorted(),
        });
        tree.groups.forEach((group, position) => {
          for (const other of alike(tree, position)) expect(inside(tree.groups[other]!)).toEqual(inside(group));
        });
      }),
    );
  });

  test("what differs from the overview brings the open groups back", () => {
    fc.assert(
      fc.property(opened, ({ tree, open }) => {
        const overview = overviewOf(tree, 10);
        const toggled = differing(open, overview);
        expect(toggledFrom(tree, overview, toggled)).toEqual(new Set([...open].toSorted((a, b) => a - b)));
        expect(toggledFrom(tree, overview, [...toggled, 1_000_000])).toEqual(toggledFrom(tree, overview, toggled));
      }),
    );
  });

  test("the same outline gives the same tree, and an overview no larger than asked for where it opens anything", () => {
    fc.assert(
      fc.property(outline, grouping, fc.integer({ min: 1, max: 40 }), (given, by, most) => {
        const tree = groupTree(given, by);
        expect(groupTree(given, by)).toEqual(tree);
        const open = overviewOf(tree, most);
        if (open.size > 0) expect(itemsOf(tree, open).length).toBeLessThanOrEqual(most);
      }),
    );
  });
});

/** A graph written down: each line a name, what it is, and the names it reads. */
function outlineOf(lines: readonly (readonly [name: string, label: string, inputs: string])[]): Outline {
  const at = new Map(lines.map(([own], index) => [own, index]));
  return {
    names: lines.map(([own]) => own),
    labels: lines.map(([, label]) => label),
    edges: lines.flatMap(([, , inputs], to) =>
      inputs.split(" ").flatMap((input) => {
        const from = at.get(input);
        return from === undefined ? [] : [{ from, to }];
      }),
    ),
  };
}

/** Stem, then residual blocks; the first of each stage has a convolution in its shortcut. */
function resnet(stages: readonly number[], nameOf = (path: string): string => path): Outline {
  const lines: [string, string, string][] = [
    [nameOf("conv1"), "Conv 7×7 /2", ""],
    [nameOf("relu"), "Relu", nameOf("conv1")],
  ];
  let last = nameOf("relu");
  stages.forEach((blocks, stage) => {
    for (let block = 0; block < blocks; block += 1) {
      const own = (layer: string): string => nameOf(`layer${stage + 1}.${block}.${layer}`);
      const shortcut = block === 0 ? own("down") : last;
      lines.push([own("conv1"), "Conv 3×3", last], [own("relu"), "Relu", own("conv1")]);
      lines.push([own("conv2"), "Conv 3×3", own("relu")]);
      if (block === 0) lines.push([shortcut, "Conv 1×1", last]);
      lines.push([own("add"), "Add", `${own("conv2")} ${shortcut}`], [own("relu_1"), "Relu", own("add")]);
      last = own("relu_1");
    }
  });
  return outlineOf(lines);
}

const shown = (tree: GroupTree, given: Outline, open: ReadonlySet<number> = new Set()): readonly string[] =>
  itemsOf(tree, open).map(({ start, group }) =>
    group === undefined ? given.names[tree.order[start]!]! : tree.groups[group]!.title,
  );

describe("what is found", () => {
  test("scopes of names, each inside the one around it", () => {
    const given = resnet([2, 3]);
    const tree = groupTree(given, "scopes");
    expect(shown(tree, given)).toEqual(["conv1", "relu", "layer1", "layer2"]);
    const layer2 = tree.groups.findIndex(({ title }) => title === "layer2");
    expect(shown(tree, given, new Set([layer2]))).toEqual([
      "conv1",
      "relu",
      "layer1",
      "layer2.0",
      "layer2.1",
      "layer2.2",
    ]);
    const block = tree.groups.findIndex(({ title }) => title === "layer2.1");
    // layer1.1, layer2.1 and layer2.2 have no convolution in their shortcut.
    expect(alike(tree, block).map((group) => tree.groups[group]!.title)).toEqual(["layer1.1", "layer2.1", "layer2.2"]);
    const conv = given.names.indexOf("layer2.1.conv1");
    expect(groupsAround(tree, placeOf(tree, conv)).map((group) => tree.groups[group]!.title)).toEqual([
      "layer2",
      "layer2.1",
    ]);
  });

  test("repeated blocks without any names, cut after the sum and its activation", () => {
    const given = resnet([4, 4]);
    const tree = groupTree({ ...given, names: given.names.map(() => "") }, "blocks");
    const runs = tree.groups.filter(({ role }) => role === "run");
    expect(runs.map(({ title }) => title)).toEqual(["Block B × 3", "Block B × 3"]);
    const [first] = tree.groups.filter(({ role, title }) => role === "block" && title === "Block B");
    expect([...tree.order.subarray(first!.start, first!.end)].map((element) => given.names[element])).toEqual([
      "layer1.1.conv1",
      "layer1.1.relu",
      "layer1.1.conv2",
      "layer1.1.add",
      "layer1.1.relu_1",
    ]);
    // The blocks with a convolution in the shortcut repeat nowhere in a row: found where the graph forks and joins.
    const forks = tree.groups.filter(({ role, parent }) => role === "block" && parent === undefined);
    expect(forks.map(({ start, end }) => end - start)).toEqual([6, 6]);
  });

  test("dense blocks repeat although each concat reads one more", () => {
    const lines: [string, string, string][] = [["stem", "Conv 7×7 /2", ""]];
    const made = ["stem"];
    for (let layer = 0; layer < 6; layer += 1) {
      lines.push([`cat${layer}`, "Concat", made.join(" ")], [`norm${layer}`, "BatchNormalization", `cat${layer}`]);
      lines.push([`relu${layer}`, "Relu", `norm${layer}`], [`conv${layer}`, "Conv", `relu${layer}`]);
      made.push(`conv${layer}`);
    }
    const tree = groupTree(outlineOf(lines), "blocks");
    const run = tree.groups.find(({ role }) => role === "run");
    expect(run?.title).toBe("Block A × 6");
    expect([run?.start, run?.end]).toEqual([1, 25]);
  });

  test("a scope that something outside needs and gives back to is split, not closed around a cycle", () => {
    const given = outlineOf([
      ["s.first", "Relu", ""],
      ["outside", "Relu", "s.first"],
      ["s.second", "Relu", "outside"],
      ["s.third", "Relu", "s.second"],
    ]);
    const tree = groupTree(given, "scopes");
    expect(tree.groups.map(({ start, end }) => [start, end])).toEqual([[2, 4]]);
    expect(viewOf(tree, given.edges, new Set()).edges).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ]);
  });

  test("scopes whose nodes the file mixes are put together where what they need allows it", () => {
    const given = outlineOf([
      ["left.a", "Conv", ""],
      ["right.a", "Conv", ""],
      ["left.b", "Relu", "left.a"],
      ["right.b", "Relu", "right.a"],
      ["join", "Add", "left.b right.b"],
    ]);
    const tree = groupTree(given, "scopes");
    expect(shown(tree, given)).toEqual(["left", "right", "join"]);
  });

  test("ten thousand nodes open as an overview of tens of groups, with names and without", () => {
    const named = resnet(Array.from({ length: 300 }, (_, stage) => 4 + (stage % 5)));
    expect(named.names.length).toBeGreaterThan(9000);
    expect(groupingFor(named)).toBe("scopes");
    const nameless = { ...named, names: named.names.map(() => "") };
    expect(groupingFor(nameless)).toBe("blocks");
    for (const given of [named, nameless]) {
      const tree = groupTree(given, groupingFor(given));
      const items = itemsOf(tree, overviewOf(tree));
      expect(items.length).toBeGreaterThan(20);
      expect(items.length).toBeLessThanOrEqual(overviewItems);
    }
  });

  test("even a list without scopes and repetitions is cut into parts that can be read", () => {
    const count = 5000;
    const given: Outline = {
      names: Array.from({ length: count }, (_, index) => `n${index}`),
      // No two stretches are alike.
      labels: Array.from({ length: count }, (_, index) => String(index)),
      edges: Array.from({ length: count - 1 }, (_, index) => ({ from: index, to: index + 1 })),
    };
    const tree = groupTree(given, "blocks");
    expect(itemsOf(tree, new Set()).length).toBeLessThanOrEqual(mostSiblings);
    const [first] = tree.groups;
    expect(first?.title).toMatch(/^n0 … n\d+$/);
  });

  test("opening and closing are each other's inverse, and a small model is not grouped at all", () => {
    const open = withGroups(new Set([1]), [2, 3], true);
    expect([...open]).toEqual([1, 2, 3]);
    expect([...withGroups(open, [2, 3], false)]).toEqual([1]);
    expect(groupingFor(resnet([2, 2]))).toBe("none");
    expect(groupTree(resnet([2, 2]), "none").groups).toEqual([]);
  });
});
