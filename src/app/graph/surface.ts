/** What a drawing of a graph is, whoever draws it: positions in, pictures and picks out. */
import type { OpClass } from "../ui/op-class.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface SceneNode {
  /** Position in the analysis' node list; the identity of a node on a surface. */
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
  /** Per node of the analysis: bin of the heat scale; undefined is no heat. */
  readonly bins: readonly (number | undefined)[];
  /** Per node of the analysis: a short text, the share of latency; "" is none. */
  readonly shares: readonly string[];
}

export interface Ink {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  /** Fill of nodes without heat. */
  readonly fill: string;
  readonly accent: string;
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
  resize(): void;
  destroy(): void;
}
