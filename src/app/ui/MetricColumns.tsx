/** How far a method was off, as columns: the same ones wherever methods stand beside each other. */
import { formatPercent, unknownText } from "../../base/format.ts";

interface HeadProps {
  /** With the share within ±5 % before that within ±10 %. */
  readonly finer?: boolean;
}

export function MetricHeads({ finer = false }: HeadProps) {
  return (
    <>
      <th scope="col">Cases</th>
      {finer && (
        <th scope="col" title="Share of cases within 5 % of the measurement">
          ±5 %
        </th>
      )}
      <th scope="col" title="Share of cases within 10 % of the measurement">
        ±10 %
      </th>
      <th scope="col" title="Mean of |predicted − measured| / measured">
        MAPE
      </th>
      <th scope="col" title="Rank correlation, mean over configurations">
        Spearman
      </th>
      <th scope="col" title="Share of cases inside the 80 % interval">
        In interval
      </th>
    </>
  );
}

interface Metrics {
  readonly cases: number;
  /** Measurements there were, where some could not be predicted. */
  readonly rows?: number;
  readonly within5?: number | undefined;
  readonly within10: number;
  readonly mape: number | undefined;
  readonly spearman: number | undefined;
  readonly interval80?: number | undefined;
}

const counted = (count: number): string => count.toLocaleString("en");

export function MetricCells({ metrics, finer = false }: HeadProps & { readonly metrics: Metrics }) {
  const { cases, rows = cases, within5, within10, mape, spearman, interval80 } = metrics;
  return (
    <>
      <td>{cases === rows ? counted(cases) : `${counted(cases)} of ${counted(rows)}`}</td>
      {finer && <td>{formatPercent(within5)}</td>}
      <td>{formatPercent(within10)}</td>
      <td>{formatPercent(mape)}</td>
      <td>{spearman?.toFixed(3) ?? unknownText}</td>
      <td>{formatPercent(interval80)}</td>
    </>
  );
}
