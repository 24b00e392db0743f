import { useSyncExternalStore } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { GraphPanel } from "../panels/graph/GraphPanel.tsx";
import { InspectorPanel } from "../panels/inspector/InspectorPanel.tsx";
import { OperatorsPanel } from "../panels/operators/OperatorsPanel.tsx";
import { PredictionPanel } from "../panels/prediction/PredictionPanel.tsx";
import { kept } from "../state/kept.ts";
import { Charts } from "./Charts.tsx";

/** Sizes as the user last left them. */
const useKeptLayout = (id: string) => useDefaultLayout({ id, storage: kept, onlySaveAfterUserInteractions: true });

/** Here three columns would cut their views off: a tablet held upright, a page at 200 %, a telephone. */
const narrowWindow = matchMedia("(max-width: 1000px), (max-height: 500px)");

function subscribe(listener: () => void): () => void {
  narrowWindow.addEventListener("change", listener);
  return () => narrowWindow.removeEventListener("change", listener);
}

export function Workspace() {
  const isNarrow = useSyncExternalStore(subscribe, () => narrowWindow.matches);
  return isNarrow ? <Narrow /> : <Columns />;
}

/** The views at fixed sizes in a page that scrolls; app.css says how many stand side by side. */
function Narrow() {
  return (
    <div className="narrow">
      <div className="narrow-prediction">
        <PredictionPanel />
      </div>
      <div className="narrow-graph">
        <GraphPanel />
      </div>
      <div className="narrow-charts">
        <Charts />
      </div>
      <div className="narrow-operators">
        <OperatorsPanel />
      </div>
      <div className="narrow-inspector">
        <InspectorPanel />
      </div>
    </div>
  );
}

/** The views: the graph from top to bottom, charts and table beside it, what-if and details at the right. */
function Columns() {
  return (
    <Group orientation="horizontal" className="workspace" {...useKeptLayout("columns")}>
      <Panel id="graph" defaultSize="32%" minSize={270}>
        <GraphPanel />
      </Panel>
      <Separator className="divider" />
      <Panel id="middle" minSize={280}>
        <Group orientation="vertical" {...useKeptLayout("middle")}>
          <Panel id="roofline" defaultSize="46%" minSize={140}>
            <Charts />
          </Panel>
          <Separator className="divider divider-flat" />
          <Panel id="operators" minSize={140}>
            <OperatorsPanel />
          </Panel>
        </Group>
      </Panel>
      <Separator className="divider" />
      <Panel id="right" defaultSize="27%" minSize={270}>
        <Group orientation="vertical" {...useKeptLayout("right")}>
          <Panel id="prediction" defaultSize="62%" minSize={140}>
            <PredictionPanel />
          </Panel>
          <Separator className="divider divider-flat" />
          <Panel id="inspector" minSize={120}>
            <InspectorPanel />
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
}
