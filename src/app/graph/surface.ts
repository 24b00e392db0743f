/** What a drawing of a graph is, whoever draws it: positions in, pictures and picks out. */
import type { OpClass } from "../ui/op-class.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface SceneNode {
  /** Position in the analysis' node list, of a group behind it (`group-elements.ts`); the identity on a surface. */
  readonly index: number;
  /** Centre and size in layout units (CSS pixels at zoom 1). */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** One or two short lines. */
  readonly lines: readonly string[];
  readonly opClass: OpClass;
  readonly convolution: boolean;
  /** Several nodes, which can be shown instead of it. */
  readonly group: boolean;
}

export interface SceneEdge {
  readonly from: number;
  readonly to: number;
  /** From the source's border to the target's, with the bends between. */
  readonly points: readonly Point[];
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly box: Box;
}

/** What a slider changes: no positions, only looks. */
export interface Paint {
  /** Per index of the scene: bin of the heat scale; undefined is no heat. */
  readonly bins: readonly (number | undefined)[];
  /** Per index of the scene: a short text, as the share of latency; "" is none. */
  readonly shares: readonly string[];
  /** Indices of what a search leaves in the light; undefined: all. */
  readonly lit: ReadonlySet<number> | undefined;
  /** Indices along a path that is to be marked, in its order; empty: none. */
  readonly path: readonly number[];
}

export const noPaint: Paint = { bins: [], shares: [], lit: undefined, path: [] };

/** Tells edges apart: no surface has more indices than this. */
const mostIndices = 2 ** 26;
export const edgeKey = (from: number, to: number): number => from * mostIndices + to;

/** The edges between neighbours of a path, by `edgeKey`. */
export const pathEdges = ({ path }: Paint): ReadonlySet<number> =>
  new Set(path.slice(1).map((to, before) => edgeKey(path[before] ?? 0, to)));

export interface Ink {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  /** Fill of nodes without heat. */
  readonly fill: string;
  readonly accent: string;
  /** Of a marked path. */
  readonly path: string;
}

export interface SurfaceEvents {
  /** A node was clicked; undefined: the empty ground was. */
  readonly onPick: (index: number | undefined) => void;
  /** The part of the scene in sight changed. */
  readonly onView: (view: Box) => void;
}

export interface Surface {
  paint(paint: Paint): void;
  /** Marks a node and its neighbours' edges; `reveal` brings it into sight when it is not. */
  select(index: number | undefined, reveal: boolean): void;
  recolor(ink: Ink): void;
  zoom(factor: number): void;
  /** The whole graph in sight. */
  fit(): void;
  /** Puts a point of the scene into the middle. */
  center(point: Point): void;
  /** The part of the scene in sight. */
  view(): Box;
  /** Shows a part as wide as this; of its height, as much as there is room for. */
  show(box: Box): void;
  resize(): void;
  destroy(): void;
}
