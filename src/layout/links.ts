/** A graph of one connected piece: sizes of its nodes (px) and its edges as two columns. */
export interface Links {
  readonly width: Float64Array;
  readonly height: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Distances in px, and the longest edge, in layers, that runs between the nodes instead of beside them. */
export interface Spacing {
  readonly nodeGap: number;
  readonly layerGap: number;
  /** Kept between a line that passes a layer and whatever stands next to it there. */
  readonly edgeGap: number;
  readonly laneGap: number;
  readonly gutterSpan: number;
}
