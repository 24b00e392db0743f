import { lazy, Suspense, useMemo } from "react";
import { whileBusy } from "../../state/busy.ts";
import { type RooflineMode, rooflineModes, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { classOf, opClasses } from "../../ui/op-class.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useModel } from "../context.ts";
import { DramRoofline } from "./DramRoofline.tsx";
import { levelColors } from "./level-colors.ts";
import { Waiting } from "../../ui/Waiting.tsx";
import "./roofline.css";

const names: Readonly<Record<RooflineMode, string>> = {
  dram: "DRAM",
  hierarchical: "Hierarchical",
  "cache-aware": "Cache-aware",
};

const meanings: Readonly<Record<RooflineMode, string>> = {
  dram: "A point per node, at FLOPs per byte of DRAM, each byte once",
  hierarchical: "A point per memory level, each at FLOPs per byte of that level",
  "cache-aware": "A point per node, at FLOPs per byte the core loads and stores, under a roof per level",
};

// Only those who ask for caches pay for the code that estimates them.
const LevelRoofline = lazy(() =>
  whileBusy(import("./LevelRoofline.tsx").then((module) => ({ default: module.LevelRoofline }))),
);

export function RooflinePanel() {
  const nodes = useModel()?.analysis.nodes;
  const mode = useStore(session, (s) => s.roofline);
  const present = useMemo(() => new Set(nodes?.filter((n) => !n.folded && n.flops !== 0).map(classOf)), [nodes]);
  const colours =
    mode === "hierarchical"
      ? Object.entries(levelColors).map(([level, color]) => ({ id: level, short: level, color }))
      : opClasses.filter((one) => present.has(one));
  return (
    <Pane
      name="Roofline"
      tools={
        <>
          <Modes mode={mode} />
          <ul className="legend" aria-label="Colours">
            {colours.map((one) => (
              <li key={one.id}>
                <span className="swatch" style={{ background: one.color }} /> {one.short}
              </li>
            ))}
          </ul>
        </>
      }
    >
      {mode === "dram" ? (
        <DramRoofline />
      ) : (
        <Suspense fallback={<Waiting />}>
          <LevelRoofline mode={mode} />
        </Suspense>
      )}
    </Pane>
  );
}

function Modes({ mode }: { readonly mode: RooflineMode }) {
  const ceilings = useStore(session, (s) => s.ceilings);
  const choose = (value: string): void => {
    const roofline = rooflineModes.find((one) => one === value);
    if (roofline !== undefined) session.patch({ roofline });
  };
  return (
    <div className="roofline-modes">
      <select
        aria-label="Kind of roofline"
        title={meanings[mode]}
        value={mode}
        onChange={(event) => choose(event.target.value)}
      >
        {rooflineModes.map((one) => (
          <option key={one} value={one} title={meanings[one]}>
            {names[one]}
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          checked={ceilings}
          onChange={(event) => session.patch({ ceilings: event.target.checked })}
        />
        Ceilings
      </label>
    </div>
  );
}
