/** The studies of the open model: by the library, with the user's overrides, and all direct. */
import { useMemo } from "react";
import { formatCoreSet } from "../../../device/core-set.ts";
import { type ConvChoice, convStudy, convTotals, everyDirect } from "../../../runtime/choice/study.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useModel, useTarget } from "../context.ts";
import { contextOf, overridesOf, shownLibrary } from "./rows.ts";

export function useStudy() {
  const nodes = useModel()?.analysis.nodes;
  const { device, cores } = useTarget();
  const runtime = useStore(session, (s) => s.runtime);
  const precision = useStore(session, (s) => s.precision);
  const chosen = useStore(session, (s) => s.library);
  const algorithms = useStore(session, (s) => s.algorithms);
  const library = shownLibrary(chosen, runtime, device);
  const taking = formatCoreSet(cores);
  // A slider makes a new object of the same cores.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const context = useMemo(() => contextOf(device, cores, precision), [device, taking, precision]);
  const study = useMemo(() => {
    if (nodes === undefined) return undefined;
    const choose = (overrides: ConvChoice["overrides"]) => convStudy(nodes, { library, context, overrides });
    const layers = choose(overridesOf(algorithms));
    return {
      nodes,
      layers,
      overridden: layers.filter((layer) => layer.isOverridden).length,
      direct: convTotals(nodes, choose(everyDirect(nodes))),
      picked: convTotals(nodes, choose(new Map())),
      changed: convTotals(nodes, layers),
    };
  }, [nodes, library, context, algorithms]);
  return { study, library, context };
}

export type Study = NonNullable<ReturnType<typeof useStudy>["study"]>;
