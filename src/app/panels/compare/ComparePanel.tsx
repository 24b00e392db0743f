import { useCallback, useMemo } from "react";
import { Plot } from "../../charts/Plot.tsx";
import { pin, select, session, unpin } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { cssColor, themeStore } from "../../state/theme.ts";
import { Pane } from "../../ui/Pane.tsx";
import { AddModel } from "./AddModel.tsx";
import { ComparisonNotices } from "./ComparisonNotices.tsx";
import { Differences } from "./Differences.tsx";
import { KindBars } from "./KindBars.tsx";
import { overlayFigure } from "./overlay.ts";
import type { Shown } from "./subjects.ts";
import { TotalsTable } from "./TotalsTable.tsx";
import { useSubjects } from "./use-subjects.ts";
import "./compare.css";

/** Models, devices and states beside each other. */
export function ComparePanel() {
  const subjects = useSubjects();
  const isPinned = useStore(session, (s) => s.baseline !== undefined);
  return (
    <Pane
      name="Compare"
      tools={
        <div className="compare-tools">
          <AddModel />
          <button type="button" className="button" onClick={isPinned ? unpin : pin} disabled={subjects.length === 0}>
            {isPinned ? "Unpin the baseline" : "Pin this state as baseline"}
          </button>
        </div>
      }
    >
      <div className="compare" role="group" aria-label="Comparison" tabIndex={0}>
        <ComparisonNotices />
        {subjects.length === 0 && <p className="empty">Open a model to compare it with another.</p>}
        {subjects.length === 1 && (
          <p className="compare-hint">
            Add another model, or another version of this one: drop its file at the right end of the window, or choose
            it above. Or pin this state, and change device, clock, runtime, precision or size.
          </p>
        )}
        {subjects.length > 0 && <TotalsTable subjects={subjects} />}
        {subjects.length > 1 && (
          <>
            <KindBars subjects={subjects} />
            <Overlay subjects={subjects} />
            <Differences subjects={subjects} />
          </>
        )}
      </div>
    </Pane>
  );
}

function Overlay({ subjects }: { readonly subjects: readonly Shown[] }) {
  const theme = useStore(themeStore, (t) => t.theme);
  const figure = useMemo(() => overlayFigure(subjects, paletteOf(theme)), [subjects, theme]);
  const pick = useCallback(
    (datum: unknown) => {
      const [, letter, at] = /^(\w) (\d+)$/.exec(typeof datum === "string" ? datum : "") ?? [];
      const shown = subjects.find(({ look, isOpen }) => isOpen && look.letter === letter);
      if (shown !== undefined) select(shown.analysis.nodes[Number(at)]?.id);
    },
    [subjects],
  );
  if (figure === undefined) return null;
  return (
    <section className="compare-roofline">
      <h3>Rooflines</h3>
      <div className="compare-chart">
        <Plot
          data={figure.data}
          layout={figure.layout}
          label={`Rooflines of all that is compared. ${figure.description}`}
          onPick={pick}
        />
      </div>
    </section>
  );
}

/** Read from the page, which has them of the theme. */
const paletteOf = (_theme: unknown) => ({
  text: cssColor("--text"),
  muted: cssColor("--muted"),
  warning: cssColor("--warning"),
  grid: cssColor("--line"),
  surface: cssColor("--surface"),
});
