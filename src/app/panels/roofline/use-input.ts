import { useMemo } from "react";
import { ceilingsOf } from "../../../device/ceilings.ts";
import { precisions } from "../../../device/device.ts";
import { nominalState, peakOf } from "../../../device/roofline.ts";
import { forecast } from "../../state/prediction.ts";
import { session, stateOf } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { cssColor, themeStore } from "../../state/theme.ts";
import { useAnalysis, useLaterPrediction, useSelected, useTarget } from "../context.ts";
import type { RooflineInput } from "./figure.ts";

/** What every kind of roofline is drawn from; undefined while there is nothing to draw yet. */
export function useRooflineInput(): RooflineInput | undefined {
  const nodes = useAnalysis()?.nodes;
  const prediction = useLaterPrediction();
  const selected = useSelected();
  const target = useTarget();
  const theme = useStore(themeStore, (t) => t.theme);
  const waiting = useStore(forecast, (f) => f.failure === undefined);
  const precision = useStore(session, (s) => s.precision);
  const withCeilings = useStore(session, (s) => s.ceilings);
  return useMemo(() => {
    // The prediction is a moment away; drawing without it first would only make both late.
    if (nodes === undefined || (prediction === undefined && waiting)) return undefined;
    const { device, cores, roof, nominal } = target;
    const best = nominalState(device, cores);
    const peaks = precisions.flatMap((one) => (best && peakOf(device, cores, one, best.frequencyHz)) ?? []);
    return {
      nodes,
      prediction,
      roof,
      nominal,
      selected,
      precision,
      widest: peaks.length === 0 ? undefined : Math.max(...peaks),
      ceilings: withCeilings ? ceilingsOf(device, cores, precision, stateOf(session.get())) : [],
      palette: paletteOf(theme),
    };
  }, [nodes, prediction, waiting, target, selected, precision, withCeilings, theme]);
}

/** Read from the page, which has them of the theme. */
const paletteOf = (_theme: unknown): RooflineInput["palette"] => ({
  text: cssColor("--text"),
  muted: cssColor("--muted"),
  warning: cssColor("--warning"),
  grid: cssColor("--line"),
  surface: cssColor("--surface"),
});
