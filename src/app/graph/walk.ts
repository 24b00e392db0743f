/** Walking the graph by arrow keys. */
import type { Scene } from "./surface.ts";

export type Step = "up" | "down" | "left" | "right";

export interface Walker {
  /** The node one step away; the first one where there is no node to start from; the same where the way ends. */
  step(from: number | undefined, step: Step): number | undefined;
  neighbours(index: number): { readonly inputs: readonly number[]; readonly outputs: readonly number[] };
}

export function walkerOf(scene: Scene): Walker {
  const inputs = new Map<number, number[]>();
  const outputs = new Map<number, number[]>();
  const add = (map: Map<number, number[]>, key: number, value: number): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const { from, to } of scene.edges) {
    add(outputs, from, to);
    add(inputs, to, from);
  }
  const places = new Map(scene.nodes.map((node) => [node.index, node]));

  /** Nodes at about the same height, left to right. */
  const level = (index: number): readonly number[] => {
    const here = places.get(index);
    if (here === undefined) return [];
    return scene.nodes
      .filter((node) => Math.abs(node.y - here.y) < (node.height + here.height) / 2)
      .sort((a, b) => a.x - b.x)
      .map((node) => node.index);
  };

  const beside = (index: number, by: 1 | -1): number => {
    const all = level(index);
    return all[all.indexOf(index) + by] ?? index;
  };

  return {
    step(from, step) {
      if (from === undefined || !places.has(from)) return scene.nodes[0]?.index;
      switch (step) {
        case "down":
          return outputs.get(from)?.[0] ?? from;
        case "up":
          return inputs.get(from)?.[0] ?? from;
        case "left":
          return beside(from, -1);
        case "right":
          return beside(from, 1);
      }
    },
    neighbours: (index) => ({ inputs: inputs.get(index) ?? [], outputs: outputs.get(index) ?? [] }),
  };
}
