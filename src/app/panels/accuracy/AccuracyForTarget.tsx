import { formatPercent, unknownText } from "../../../base/format.ts";
import { deviceOf, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { MetricCells, MetricHeads } from "../../ui/MetricColumns.tsx";
import { runtimeNames } from "../../../runtime/runtime.ts";
import { evidenceFor, type Group, methodOf, verdict } from "./evidence.ts";
import { useReport } from "./load.ts";
import { labelOf, type Report, sourceName, stateAxesText } from "./report.ts";
import "./accuracy.css";

interface Props {
  /** Id of the predictor whose card this is in. */
  readonly predictor: string;
  /** Its name for people. */
  readonly label: string;
  /** Leads to the whole table. */
  readonly onAll: () => void;
}

/** How far predictions for the chosen device, runtime and precision were off, where they could be checked. */
export function AccuracyForTarget({ predictor, label, onAll }: Props) {
  const loaded = useReport();
  return (
    <section className="accuracy-card" aria-label="Accuracy for the chosen device">
      <h3>How far it is to be believed here</h3>
      {loaded === undefined ? (
        <p className="quiet">Fetching the report…</p>
      ) : loaded.ok ? (
        <Findings report={loaded.report} predictor={predictor} label={label} onAll={onAll} />
      ) : (
        <p className="warning">{loaded.why}</p>
      )}
    </section>
  );
}

function Findings({ report, predictor, label, onAll }: Props & { readonly report: Report }) {
  const choice = useStore(session, (s) => s);
  const { runtime, precision } = choice;
  const device = deviceOf(choice);
  const method = methodOf(predictor);
  const evidence = evidenceFor(report, { device, runtime, precision }, method);
  const name = `${device.name}, ${runtimeNames[runtime]}, ${precision}`;
  const inWords = verdict(evidence, name);
  const hasLines = report.lines.some((line) => line.method === method);
  return (
    <>
      {evidence.kind !== "device" && (
        <p>
          Nothing was measured on {name}
          {evidence.kind === "runtime" ? "; below are other devices with the same runtime and precision." : "."}
        </p>
      )}
      {inWords !== "" && <p>{inWords}</p>}
      {!hasLines && (
        <p className="warning">
          The report has no line for “{label}” yet. Below are the methods that it is judged against, on the same
          measurements.
        </p>
      )}
      {evidence.unseenDevices.length > 0 && (
        <UnseenDevices report={report} asked={method} groups={evidence.unseenDevices} />
      )}
      {evidence.groups.map((group) => (
        <GroupTable key={keyOf(group)} report={report} asked={method} group={group} />
      ))}
      <p className="quiet">{stateAxesText(report)}</p>
      <p>
        <button type="button" className="link" onClick={onAll}>
          The whole report
        </button>
      </p>
    </>
  );
}

const keyOf = ({ source, split, extent, samples, by, value }: Group): string =>
  [source, split, extent, samples, by, value].join();

interface GroupProps {
  readonly report: Report;
  readonly asked: string | undefined;
  readonly group: Group;
}

const extentNames: Readonly<Record<string, string>> = {
  network: "whole networks",
  layers: "single layers",
  operator: "single operators",
};

const originOf = (report: Report, source: string): string =>
  report.sources.find(({ id }) => id === source)?.origin ?? source;

function GroupTable({ report, asked, group }: GroupProps) {
  const { source, split, extent, by, value, lines } = group;
  return (
    <div className="card-scroll">
      <table>
        <caption title={originOf(report, source)}>
          <strong>{split.replace(/^u/, "U")}</strong>: {extentNames[extent] ?? extent}, {sourceName(source)}
          {by !== "all" && `, ${value}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Method</th>
            <MetricHeads />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.method} aria-current={line.method === asked}>
              <th scope="row">{labelOf(report, line.method)}</th>
              <MetricCells metrics={line} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface UnseenProps {
  readonly report: Report;
  readonly asked: string | undefined;
  readonly groups: readonly Group[];
}

/** Methods against the number of measurements of the unseen device that they were given. */
function UnseenDevices({ report, asked, groups }: UnseenProps) {
  const sources = [...new Set(groups.map(({ source }) => source))];
  return sources.map((source) => {
    const own = groups.filter((group) => group.source === source);
    const methods = [...new Set(own.flatMap(({ lines }) => lines.map((line) => line.method)))];
    return (
      <div className="card-scroll" key={source}>
        <table>
          <caption title={originOf(report, source)}>
            <strong>Unseen device</strong>, {sourceName(source)}: ±10 % and MAPE by measurements given of it
          </caption>
          <thead>
            <tr>
              <th scope="col">Method</th>
              {own.map(({ samples }) => (
                <th key={samples} scope="col">
                  {samples ?? 0} samples
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {methods.map((id) => (
              <tr key={id} aria-current={id === asked}>
                <th scope="row">{labelOf(report, id)}</th>
                {own.map(({ samples, lines }) => {
                  const line = lines.find((one) => one.method === id);
                  return (
                    <td key={samples} title={line && `${line.cases} cases`}>
                      {line === undefined
                        ? unknownText
                        : `${formatPercent(line.within10)}, ${formatPercent(line.mape)}`}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  });
}
