import { Group, Panel, Separator } from "react-resizable-panels";
import { GraphPanel } from "../panels/graph/GraphPanel.tsx";
import { InspectorPanel } from "../panels/inspector/InspectorPanel.tsx";
import { OperatorsPanel } from "../panels/operators/OperatorsPanel.tsx";
import { PredictionPanel } from "../panels/prediction/PredictionPanel.tsx";
import { RooflinePanel } from "../panels/roofline/RooflinePanel.tsx";

/** The five views: the graph from top to bottom, charts and table beside it, what-if and details at the right. */
export function Workspace() {
  return (
    <Group orientation="horizontal" className="workspace">
      <Panel defaultSize="32%" minSize={220}>
        <GraphPanel />
      </Panel>
      <Separator className="divider" />
      <Panel minSize={280}>
        <Group orientation="vertical">
          <Panel defaultSize="46%" minSize={140}>
            <RooflinePanel />
          </Panel>
          <Separator className="divider divider-flat" />
          <Panel minSize={140}>
            <OperatorsPanel />
          </Panel>
        </Group>
      </Panel>
      <Separator className="divider" />
      <Panel defaultSize="27%" minSize={270}>
        <Group orientation="vertical">
          <Panel defaultSize="62%" minSize={140}>
            <PredictionPanel />
          </Panel>
          <Separator className="divider divider-flat" />
          <Panel minSize={120}>
            <InspectorPanel />
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
}
