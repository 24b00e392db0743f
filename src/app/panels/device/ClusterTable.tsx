import { Fragment } from "react";
import { coreTypeByName, coreTypes } from "../../../device/cores/index.ts";
import { clusterFields } from "../../../device/fields.ts";
import { Icon } from "../../ui/icons.tsx";
import {
  clusterEntries,
  type ClusterKey,
  type Draft,
  type DraftCluster,
  emptyCluster,
  type Origin,
  withCluster,
} from "./draft.ts";
import { FactInput } from "./FactInput.tsx";

const groups: readonly (readonly [title: string, keys: readonly ClusterKey[]])[] = [
  ["Cores and clock", ["count", "maxFrequencyHz", "minFrequencyHz", "levelsHz", "threadsPerCore"]],
  ["Arithmetic of one core, multiply-adds counted as two", ["fp32", "fp16", "int8", "simdBits"]],
  ["Caches", ["l1dBytes", "l2Bytes", "lineBytes"]],
  ["Traffic to and from memory", ["coreBandwidth", "clusterBandwidth", "coreFillBytesPerSecond"]],
];

const mostClusters = 4;

interface Props {
  readonly draft: Draft;
  readonly origin: Origin;
  readonly faults: ReadonlySet<string>;
  readonly onChange: (draft: Draft) => void;
}

/** One column for each kind of core, one row for each number. */
export function ClusterTable({ draft, origin, faults, onChange }: Props) {
  const { clusters } = draft;
  const change = (index: number, part: Partial<DraftCluster>): void => onChange(withCluster(draft, index, part));
  const remove = (index: number): void => onChange({ ...draft, clusters: clusters.filter((_, at) => at !== index) });
  return (
    <table className="clusters">
      <thead>
        <tr>
          <th scope="col" className="quiet">
            Fastest first
          </th>
          {clusters.map((_, index) => (
            // Columns have no name of their own; their place is what tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            <th key={index} scope="col">
              Cores {index + 1}
              {clusters.length > 1 && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Remove cores ${index + 1}`}
                  onClick={() => remove(index)}
                >
                  <Icon name="close" />
                </button>
              )}
            </th>
          ))}
          {clusters.length < mostClusters && (
            <td rowSpan={2} className="clusters-add">
              <button
                type="button"
                className="button"
                onClick={() => onChange({ ...draft, clusters: [...clusters, emptyCluster] })}
              >
                <Icon name="plus" />
                Another kind
              </button>
            </td>
          )}
        </tr>
        <tr>
          <th scope="row">Core type</th>
          {clusters.map((cluster, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <td key={index}>
              <CoreInput
                name={`Core type, cores ${index + 1}`}
                cluster={cluster}
                isFaulty={faults.has(`clusters[${index}].core`)}
                onChange={(part) => change(index, part)}
              />
            </td>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map(([title, keys]) => (
          <Fragment key={title}>
            <tr>
              <th scope="colgroup" colSpan={clusters.length + 1} className="clusters-group">
                {title}
              </th>
            </tr>
            {keys.map((key) => (
              <tr key={key}>
                <th scope="row" title={clusterFields[key].hint}>
                  {clusterFields[key].label} <span className="quiet">{clusterFields[key].unit}</span>
                </th>
                {clusters.map((cluster, index) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={index}>
                    <FactInput
                      field={clusterFields[key]}
                      owner={`cores ${index + 1}`}
                      entry={cluster.facts[key]}
                      origin={origin}
                      isFaulty={faults.has(`clusters[${index}].${key}`)}
                      onChange={(entry) => change(index, { facts: { ...cluster.facts, [key]: entry } })}
                    />
                  </td>
                ))}
              </tr>
            ))}
            {keys.includes("l2Bytes") && (
              <tr>
                <th scope="row">L2 belongs to</th>
                {clusters.map((cluster, index) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={index}>
                    <select
                      aria-label={`L2 belongs to, cores ${index + 1}`}
                      value={cluster.l2Shared?.text ?? ""}
                      onChange={({ currentTarget: { value } }) =>
                        change(index, { l2Shared: value === "" ? undefined : { text: value, ...origin } })
                      }
                    >
                      <option value="">unknown</option>
                      <option value="false">each core</option>
                      <option value="true">all of them</option>
                    </select>
                  </td>
                ))}
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface CoreInputProps {
  readonly name: string;
  readonly cluster: DraftCluster;
  readonly isFaulty: boolean;
  readonly onChange: (part: Partial<DraftCluster>) => void;
}

/** The name of a core type; one of the catalogue brings what is known of it. */
function CoreInput({ name, cluster, isFaulty, onChange }: CoreInputProps) {
  const take = (core: string): void => {
    const type = coreTypeByName(core);
    const facts = type === undefined ? cluster.facts : { ...clusterEntries(type).facts, ...cluster.facts };
    onChange({ core, facts });
  };
  return (
    <>
      <input
        className="core-input"
        aria-label={name}
        aria-invalid={isFaulty}
        list="core-types"
        value={cluster.core}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <datalist id="core-types">
        {coreTypes.map(({ core }) => (
          <option key={core} value={core} />
        ))}
      </datalist>
    </>
  );
}
