import { Suspense } from "react";
import { GuideButton } from "../guide/GuideButton.tsx";
import { charts } from "../panels/charts.ts";
import { session } from "../state/session.ts";
import { useStore } from "../state/store.ts";
import { InTabs, TabList } from "../ui/TabList.tsx";
import { Waiting } from "../ui/Waiting.tsx";

const choose = (view: string): void => session.patch({ view });

/** The place that the charts share. Only the open one exists: the others compute nothing. */
export function Charts() {
  const view = useStore(session, (s) => s.view);
  const open = charts.find(({ id }) => id === view) ?? charts[0];
  if (open === undefined) throw new Error("the list of charts is empty");
  return (
    <div className="charts">
      {charts.length > 1 && (
        <div className="charts-head">
          <TabList label="Charts" tabs={charts} open={open.id} choose={choose} />
          <GuideButton region={open.name} />
        </div>
      )}
      <div className="chart">
        <InTabs value={charts.length > 1}>
          <Suspense fallback={<Waiting />}>
            <open.Component />
          </Suspense>
        </InTabs>
      </div>
    </div>
  );
}
