/** Which nodes and edges of a scene a box touches, without looking at all of them: a tall graph shows a thousandth of itself. */
import type { Box, Scene, SceneEdge, SceneNode } from "./surface.ts";

export interface Culling {
  nodesIn(box: Box): readonly SceneNode[];
  edgesIn(box: Box): readonly SceneEdge[];
  /** The node at a point, the topmost drawn first. */
  nodeAt(x: number, y: number): SceneNode | undefined;
}

interface Item<T> {
  readonly value: T;
  readonly box: Box;
}

const touches = (a: Box, b: Box): boolean =>
  a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;

const boxOfNode = ({ x, y, width, height }: SceneNode): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

function boxOfEdge({ points }: SceneEdge): Box {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** Items taller than this are few (lines beside the layers) and looked at one by one. */
const tall = 2000;

/** Finds items by their top edge: those that begin above the box by more than `tall` cannot reach it. */
function finder<T>(items: readonly Item<T>[]): (box: Box) => readonly T[] {
  const short = items.filter(({ box }) => box.bottom - box.top <= tall).sort((a, b) => a.box.top - b.box.top);
  const long = items.filter(({ box }) => box.bottom - box.top > tall);
  const firstFrom = (top: number): number => {
    let [low, high] = [0, short.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((short[middle]?.box.top ?? 0) < top) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (box) => {
    const found = long.filter((item) => touches(item.box, box)).map(({ value }) => value);
    for (let at = firstFrom(box.top - tall); at < short.length; at += 1) {
      const item = short[at];
      if (item === undefined || item.box.top > box.bottom) break;
      if (touches(item.box, box)) found.push(item.value);
    }
    return found;
  };
}

export function cullingOf({ nodes, edges }: Scene): Culling {
  const nodesIn = finder(nodes.map((value) => ({ value, box: boxOfNode(value) })));
  const edgesIn = finder(edges.map((value) => ({ value, box: boxOfEdge(value) })));
  return {
    nodesIn,
    edgesIn,
    nodeAt: (x, y) => nodesIn({ left: x, right: x, top: y, bottom: y }).at(-1),
  };
}
