/** The only importer of cytoscape. Positions come from our layout; cytoscape draws, pans, zooms and finds what is clicked. */
import cytoscape from "cytoscape";
import { heatColors, inkOn } from "../ui/heat.ts";
import { type OpClass, opClasses } from "../ui/op-class.ts";
import { beginning, dimmed, margin, readableZoom } from "./sight.ts";
import {
  type Box,
  edgeKey,
  type Ink,
  type Paint,
  pathEdges,
  type Point,
  type Scene,
  type SceneEdge,
  type SceneNode,
  type Surface,
  type SurfaceEvents,
} from "./surface.ts";

const idOf = (index: number): string => `n${index}`;
const indexOf = (id: string): number => Number(id.slice(1));
const heatClass = (bin: number): string => `heat${bin}`;

/** A strip in the class' colour at the left, then the fill. */
const stops = (opClass: OpClass, fill: string): string => `${opClass.color} ${opClass.color} ${fill} ${fill}`;

function nodeElement(node: SceneNode, ink: Ink): cytoscape.ElementDefinition {
  return {
    group: "nodes",
    data: {
      id: idOf(node.index),
      label: node.lines.join("\n"),
      width: node.width,
      height: node.height,
      stops: stops(node.opClass, ink.fill),
    },
    position: { x: node.x, y: node.y },
    classes: [node.opClass.id, ...(node.convolution ? ["convolution"] : []), ...(node.group ? ["group"] : [])].join(
      " ",
    ),
  };
}

/** Bends as cytoscape wants them: shares along the line from end to end, and distances from it. */
function bends(points: readonly Point[]): {
  readonly weights: readonly number[];
  readonly distances: readonly number[];
} {
  const [start, ...inner] = points;
  const end = inner.pop();
  if (start === undefined || end === undefined) return { weights: [], distances: [] };
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const unit = { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
  return {
    weights: inner.map((p) => ((p.x - start.x) * unit.x + (p.y - start.y) * unit.y) / length),
    distances: inner.map((p) => (p.y - start.y) * unit.x - (p.x - start.x) * unit.y),
  };
}

function edgeElement(
  edge: SceneEdge,
  order: number,
  centers: ReadonlyMap<number, Point>,
): readonly cytoscape.ElementDefinition[] {
  const source = centers.get(edge.from);
  const target = centers.get(edge.to);
  const first = edge.points[0] ?? source;
  const last = edge.points.at(-1) ?? target;
  if (source === undefined || target === undefined || first === undefined || last === undefined) return [];
  const { weights, distances } = bends(edge.points);
  return [
    {
      group: "edges",
      data: {
        id: `e${order}`,
        key: edgeKey(edge.from, edge.to),
        source: idOf(edge.from),
        target: idOf(edge.to),
        weights: weights.join(" "),
        distances: distances.join(" "),
        start: `${first.x - source.x}px ${first.y - source.y}px`,
        end: `${last.x - target.x}px ${last.y - target.y}px`,
      },
      classes: weights.length > 0 ? "bent" : "",
    },
  ];
}

interface Rule {
  readonly selector: string;
  readonly style: Readonly<Record<string, string | number>>;
}

/** As a text: cytoscape's types know neither bends at the ends of a line nor colours of a gradient taken from data. */
const sheetOf = (ink: Ink): string =>
  rulesOf(ink)
    .map(({ selector, style }) => {
      const lines = Object.entries(style).map(([name, value]) => `${name}: ${value};`);
      return `${selector} { ${lines.join(" ")} }`;
    })
    .join("\n");

function rulesOf(ink: Ink): readonly Rule[] {
  const heat = heatColors.map((fill, bin): Rule => ({
    selector: `node.${heatClass(bin)}`,
    style: { color: inkOn(fill) },
  }));
  const convolutions = opClasses.map(({ id, color }): Rule => ({
    selector: `node.convolution.${id}`,
    style: { "border-width": 2.5, "border-color": color, "font-weight": "bold" },
  }));
  return [
    {
      selector: "node",
      style: {
        shape: "round-rectangle",
        width: "data(width)",
        height: "data(height)",
        label: "data(label)",
        color: ink.text,
        "background-fill": "linear-gradient",
        "background-gradient-direction": "to-right",
        "background-gradient-stop-colors": "data(stops)",
        "background-gradient-stop-positions": "0 5 5 100",
        "border-width": 1,
        "border-color": ink.line,
        "font-family": "system-ui, sans-serif",
        "font-size": 11,
        "line-height": 1.25,
        "text-wrap": "wrap",
        "text-valign": "center",
        "text-halign": "center",
        "min-zoomed-font-size": 6,
        "overlay-opacity": 0,
      },
    },
    ...convolutions,
    // A group holds more: a double border.
    {
      selector: "node.group",
      style: { "border-style": "double", "border-width": 5, "font-weight": "bold" },
    },
    ...heat,
    {
      selector: "edge",
      style: {
        width: 1.2,
        "line-color": ink.line,
        "curve-style": "straight",
        "source-endpoint": "data(start)",
        "target-endpoint": "data(end)",
        "target-arrow-shape": "triangle",
        "target-arrow-color": ink.line,
        "arrow-scale": 0.7,
        "overlay-opacity": 0,
      },
    },
    {
      selector: "edge.bent",
      style: {
        "curve-style": "round-segments",
        "edge-distances": "endpoints",
        "segment-weights": "data(weights)",
        "segment-distances": "data(distances)",
        "segment-radii": 12,
      },
    },
    {
      selector: "edge.path",
      style: { width: 3.5, "line-color": ink.path, "target-arrow-color": ink.path, "z-index": 8 },
    },
    {
      selector: "node.path",
      style: { "outline-width": 2.5, "outline-color": ink.path, "outline-offset": 0 },
    },
    { selector: "node.dim", style: { opacity: dimmed } },
    {
      selector: "edge.near",
      style: { width: 2.2, "line-color": ink.accent, "target-arrow-color": ink.accent, "z-index": 9 },
    },
    {
      selector: "node.chosen",
      style: { "outline-width": 3, "outline-color": ink.accent, "outline-offset": 2, "z-index": 10 },
    },
  ];
}

export function cytoscapeSurface(container: HTMLElement, scene: Scene, ink: Ink, events: SurfaceEvents): Surface {
  const centers = new Map(scene.nodes.map((node) => [node.index, node]));
  const cy = cytoscape({
    container,
    style: [],
    minZoom: 0.01,
    maxZoom: 4,
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
  });
  cy.style(sheetOf(ink));
  cy.add([
    ...scene.nodes.map((node) => nodeElement(node, ink)),
    ...scene.edges.flatMap((edge, order) => edgeElement(edge, order, centers)),
  ]);
  const paintedBins = new Map<number, number | undefined>();
  let fill = ink.fill;

  const view = (): Box => {
    const { x1, y1, x2, y2 } = cy.extent();
    return { left: x1, top: y1, right: x2, bottom: y2 };
  };
  cy.on("viewport", () => events.onView(view()));
  cy.on("tap", (event) => {
    const { target } = event;
    if (target === cy) events.onPick(undefined);
    else if (target.isNode()) events.onPick(indexOf(target.id()));
  });
  start(cy, scene);

  const zoomAround = (level: number): void => {
    cy.zoom({ level, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  };
  const center = ({ x, y }: Point): void => {
    const zoom = cy.zoom();
    cy.pan({ x: cy.width() / 2 - x * zoom, y: cy.height() / 2 - y * zoom });
  };

  return {
    paint(paint: Paint) {
      const { bins, shares, lit } = paint;
      const onPath = new Set(paint.path);
      const edges = pathEdges(paint);
      cy.batch(() => {
        cy.edges().forEach((edge) => {
          edge.toggleClass("path", edges.has(edge.data("key")));
        });
        for (const { index, lines, opClass } of scene.nodes) {
          const node = cy.getElementById(idOf(index));
          const [before, now] = [paintedBins.get(index), bins[index]];
          if (before !== now) {
            if (before !== undefined) node.removeClass(heatClass(before));
            if (now !== undefined) node.addClass(heatClass(now));
            node.data("stops", stops(opClass, now === undefined ? fill : (heatColors[now] ?? fill)));
            paintedBins.set(index, now);
          }
          node.toggleClass("dim", lit !== undefined && !lit.has(index));
          node.toggleClass("path", onPath.has(index));
          const share = shares[index] ?? "";
          const label = [...lines, ...(share === "" ? [] : [share])].join("\n");
          if (node.data("label") !== label) node.data("label", label);
        }
      });
    },
    select(index, reveal) {
      cy.batch(() => {
        cy.$(".chosen").removeClass("chosen");
        cy.$(".near").removeClass("near");
        if (index === undefined) return;
        const node = cy.getElementById(idOf(index));
        node.addClass("chosen");
        node.connectedEdges().addClass("near");
      });
      const at = index === undefined ? undefined : centers.get(index);
      if (at === undefined || !reveal) return;
      const { left, right, top, bottom } = view();
      const inSight = at.x > left && at.x < right && at.y > top && at.y < bottom;
      if (cy.zoom() < readableZoom / 2) zoomAround(1);
      if (!inSight || cy.zoom() < readableZoom / 2) center(at);
    },
    recolor: (next) => {
      fill = next.fill;
      cy.batch(() => {
        for (const { index, opClass } of scene.nodes) {
          if (paintedBins.get(index) === undefined) cy.getElementById(idOf(index)).data("stops", stops(opClass, fill));
        }
      });
      cy.style(sheetOf(next));
    },
    zoom: (factor) => zoomAround(cy.zoom() * factor),
    fit: () => {
      cy.fit(undefined, margin);
    },
    center,
    view,
    show: ({ left, top, right }) => {
      const zoom = cy.width() / (right - left);
      cy.viewport({ zoom, pan: { x: -left * zoom, y: -top * zoom } });
    },
    resize: () => {
      cy.resize();
      events.onView(view());
    },
    destroy: () => cy.destroy(),
  };
}

/** All of the graph where that is readable, else its beginning. */
function start(cy: cytoscape.Core, scene: Scene): void {
  cy.fit(undefined, margin);
  if (cy.zoom() >= readableZoom) {
    if (cy.zoom() > 1) cy.zoom(1);
    cy.center();
    return;
  }
  const { zoom, x, y } = beginning(scene, cy.width());
  cy.viewport({ zoom, pan: { x, y } });
}
