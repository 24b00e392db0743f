import { type ComponentType, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { GraphPanel } from "../panels/graph/GraphPanel.tsx";
import { InspectorPanel } from "../panels/inspector/InspectorPanel.tsx";
import { OperatorsPanel } from "../panels/operators/OperatorsPanel.tsx";
import { PredictionPanel } from "../panels/prediction/PredictionPanel.tsx";
import { begin } from "../state/busy.ts";
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

const views = {
  graph: GraphPanel,
  charts: Charts,
  operators: OperatorsPanel,
  prediction: PredictionPanel,
  inspector: InspectorPanel,
} as const satisfies Readonly<Record<string, ComponentType>>;

type ViewName = keyof typeof views;
type Hosts = Readonly<Record<ViewName, HTMLElement>>;

function makeHost(): HTMLElement {
  const host = document.createElement("div");
  host.className = "view-host";
  return host;
}

const makeHosts = (): Hosts => ({
  graph: makeHost(),
  charts: makeHost(),
  operators: makeHost(),
  prediction: makeHost(),
  inspector: makeHost(),
});

/**
 * Each view lives in an element of its own, which another arrangement takes over: a graph keeps its zoom, and nothing is
 * laid out or drawn anew, when the window becomes narrow.
 */
export function Workspace() {
  const isNarrow = useSyncExternalStore(subscribe, () => narrowWindow.matches);
  const [hosts] = useState(makeHosts);
  const made = useStaged(viewNames.length);
  return (
    <>
      {isNarrow ? <Narrow hosts={hosts} /> : <Columns hosts={hosts} />}
      {viewNames.slice(0, made).map((name) => {
        const View = views[name];
        return createPortal(<View />, hosts[name], name);
      })}
    </>
  );
}

const viewNames: readonly ViewName[] = ["graph", "charts", "operators", "prediction", "inspector"];

/** Counts up to `most`, each step in a task of its own: all views made in one would hold the page up for a tenth of a second. */
function useStaged(most: number): number {
  const [made, setMade] = useState(0);
  useEffect(() => {
    if (made === most) return undefined;
    const end = begin();
    const timer = setTimeout(() => setMade(made + 1));
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [made, most]);
  return made;
}

/** Where a view stands; before it measures itself, since the views come after their places. */
function Place({ host }: { readonly host: HTMLElement }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.append(host), [host]);
  return <div className="view-host" ref={place} />;
}

/** The views at fixed sizes in a page that scrolls; app.css says how many stand side by side. */
function Narrow({ hosts }: { readonly hosts: Hosts }) {
  return (
    <div className="narrow">
      <div className="narrow-prediction">
        <Place host={hosts.prediction} />
      </div>
      <div className="narrow-graph">
        <Place host={hosts.graph} />
      </div>
      <div className="narrow-charts">
        <Place host={hosts.charts} />
      </div>
      <div className="narrow-operators">
        <Place host={hosts.operators} />
      </div>
      <div className="narrow-inspector">
        <Place host={hosts.inspector} />
      </div>
    </div>
  );
}

/** The views: the graph from top to bottom, charts and table beside it, what-if and details at the right. */
function Columns({ hosts }: { readonly hosts: Hosts }) {
  return (
    <Group orientation="horizontal" className="workspace" {...useKeptLayout("columns")}>
      <Panel id="graph" defaultSize="32%" minSize={270}>
        <Place host={hosts.graph} />
      </Panel>
      <Separator className="divider" />
      <Panel id="middle" minSize={280}>
        <Group orientation="vertical" {...useKeptLayout("middle")}>
          <Panel id="roofline" defaultSize="46%" minSize={140}>
            <Place host={hosts.charts} />
          </Panel>
          <Separator className="divider divider-flat" />
          <Panel id="operators" minSize={140}>
            <Place host={hosts.operators} />
          </Panel>
        </Group>
      </Panel>
      <Separator className="divider" />
      <Panel id="right" defaultSize="27%" minSize={270}>
        <Group orientation="vertical" {...useKeptLayout("right")}>
          <Panel id="prediction" defaultSize="62%" minSize={140}>
            <Place host={hosts.prediction} />
          </Panel>
          <Separator className="divider divider-flat" />
          <Panel id="inspector" minSize={120}>
            <Place host={hosts.inspector} />
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
}
