import { useMemo } from "react";
import { hierarchyOf, levelTraffics } from "../../../device/levels.ts";
import { type RooflineMode, session, stateOf } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useTarget } from "../context.ts";
import { cacheAwareFigure } from "./cache-aware.ts";
import { Chart } from "./Chart.tsx";
import { hierarchicalFigure } from "./hierarchical.ts";
import { useRooflineInput } from "./use-input.ts";

/** The rooflines that see caches. */
export function LevelRoofline({ mode }: { readonly mode: Exclude<RooflineMode, "dram"> }) {
  const input = useRooflineInput();
  const target = useTarget();
  const precision = useStore(session, (s) => s.precision);
  const hierarchy = useMemo(() => hierarchyOf(target.device, target.cores, stateOf(session.get())), [target]);
  const nodes = input?.nodes;
  // Sizes of caches do not change with a slider, so that only the bandwidths are new then.
  const sizes = JSON.stringify(hierarchy.front);
  const traffic = useMemo(
    () => nodes && levelTraffics(nodes, hierarchy, precision),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [nodes, sizes, precision],
  );
  const figure = useMemo(() => {
    if (input === undefined || traffic === undefined) return undefined;
    const all = { ...input, hierarchy, traffic };
    return mode === "hierarchical" ? hierarchicalFigure(all) : cacheAwareFigure(all);
  }, [input, traffic, hierarchy, mode]);
  return (
    <>
      <Chart figure={figure} />
      <details className="plot-note">
        <summary>What is assumed</summary>
        <ul>
          {hierarchy.assumptions.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          <li>Roofs of caches are as wide as the core's read paths; no program need reach them.</li>
        </ul>
      </details>
    </>
  );
}
