import { expect, test } from "vitest";
import { defaultSession } from "../../state/session.ts";
import { axesOf, pairOf } from "./axes.ts";
import { cellAt, groundOf, markerOf } from "./figure.ts";
import { surfaceOf } from "./surface.ts";

const palette = { text: "#111111", muted: "#555555", warning: "#884400", grid: "#dddddd", surface: "#ffffff" };
const at = { ...defaultSession, device: "pixel4", utilization: 0.5, frequencyHz: 1.5e9 };
const axes = pairOf(axesOf(at), "frequency-utilization");
if (axes === undefined) throw new Error("every device has a clock and a load");

/** Work at 1/clock, load as an equal competitor: (1 + u) / f. */
const { x, y } = surfaceOf(axes, []);
const surface = surfaceOf(
  axes,
  y.map((u) => x.map((hertz) => (1e8 * (1 + u)) / hertz)),
);

test("colours go by the logarithm of the latency, and lines stand at 2, 4... times the least", () => {
  const ground = groundOf(surface, palette);
  const [heat, ...lines] = ground?.data ?? [];
  const least = 1e8 / axes[0].range[1];
  expect(heat).toMatchObject({ type: "heatmap", zmin: Math.log2(least) });
  expect(lines.length).toBeGreaterThan(1);
  expect(JSON.stringify(ground?.layout.annotations)).toContain("×2");
  expect(ground?.description).toMatch(/^Least 35\.\d ms at 2\.84 GHz and 0 %\. Most 242 ms at 826 MHz and 100 %\./);
  // Full load is 1 + 1 of no load.
  expect(ground?.description).toContain("CPU utilization alone doubles the least at 100 %.");
  expect(ground?.description).toContain("CPU frequency alone doubles the least at 1.4");
});

test("the marker stands at the present state in the units of the axes, with its latency", () => {
  const [outer, inner] = markerOf(axes, 0.1, palette);
  expect(outer).toMatchObject({ x: [1.5], y: [50] });
  expect(inner).toMatchObject({ text: [expect.stringContaining("100 ms")] });
});

test("a click leads to the state of its cell; elsewhere it leads nowhere", () => {
  expect(cellAt(surface, 0)).toEqual([x[0], y[0]]);
  expect(cellAt(surface, 2 * x.length + 3)).toEqual([x[3], y[2]]);
  expect(cellAt(surface, x.length * y.length)).toBeUndefined();
  expect(cellAt(surface, undefined)).toBeUndefined();
});

test("where every state has the same latency there is one colour, no line and no division by zero", () => {
  const flat = groundOf(
    surfaceOf(
      axes,
      y.map(() => x.map(() => 0.02)),
    ),
    palette,
  );
  expect(flat?.data).toHaveLength(1);
  expect(flat?.description).toContain("alone never doubles");
});

test("without any latency there is no chart", () => {
  expect(
    groundOf(
      surfaceOf(
        axes,
        y.map(() => x.map(() => undefined)),
      ),
      palette,
    ),
  ).toBeUndefined();
});
