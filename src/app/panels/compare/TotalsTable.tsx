import { useMemo } from "react";
import { type TotalRow, totalRows } from "../../../compare/totals.ts";
import { takeAway } from "../../state/comparison.ts";
import { forecast, openSlot } from "../../state/prediction.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";
import { deviceText, stateText } from "../asked-text.ts";
import { Badge } from "./Badge.tsx";
import { amountText, differenceText, intervalText } from "./rows.ts";
import type { Shown } from "./subjects.ts";

/** One column a subject, one row a total; under each number its difference from the first column. */
export function TotalsTable({ subjects }: { readonly subjects: readonly Shown[] }) {
  const rows = useMemo(() => totalRows(subjects.map(({ subject }) => subject)), [subjects]);
  return (
    <>
      <PredictorNote subjects={subjects} />
      <Totals subjects={subjects} rows={rows} />
    </>
  );
}

/** Numbers of two predictors differ by more than what they predict. */
function PredictorNote({ subjects }: { readonly subjects: readonly Shown[] }) {
  const cards = useStore(forecast, (f) => f.cards);
  const named = subjects.flatMap(({ look, predictor }) => {
    const label = cards.find(({ id }) => id === predictor)?.label;
    return label === undefined ? [] : [{ letter: look.letter, label }];
  });
  if (new Set(named.map(({ label }) => label)).size < 2) return null;
  return (
    <p className="warning compare-note">
      Not one predictor has all numbers, and part of their differences is the predictors’:{" "}
      {named.map(({ letter, label }) => `${letter} ${label}`).join(", ")}.
    </p>
  );
}

interface Props {
  readonly subjects: readonly Shown[];
  readonly rows: readonly TotalRow[];
}

function Totals({ subjects, rows }: Props) {
  return (
    <table className="compare-totals">
      <caption className="unseen">Totals, and their differences from the first column</caption>
      <thead>
        <tr>
          <td />
          {subjects.map((shown) => (
            <Head key={shown.slot} shown={shown} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ metric, cells }) => (
          <tr key={metric.id}>
            <th scope="row" title={metric.about}>
              {metric.label}
            </th>
            {cells.map((cell, at) => {
              const interval = intervalText(cell.amount, metric.quantity);
              return (
                <td key={subjects[at]?.slot}>
                  <span className="compare-amount">{amountText(cell.amount, metric.quantity)}</span>
                  {interval !== "" && (
                    <small className="compare-interval" title="Four in five measurements should fall into it">
                      {interval}
                    </small>
                  )}
                  {at > 0 && <small className="compare-difference">{differenceText(cell, metric.quantity)}</small>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ shown }: { readonly shown: Shown }) {
  const { slot, look, title, asked } = shown;
  return (
    <th scope="col">
      <span className="compare-head">
        <Badge look={look} />
        <span className="compare-title" title={title}>
          {title}
        </span>
        {slot !== openSlot && (
          <button
            type="button"
            className="icon-button compare-away"
            aria-label={`Take ${title} out of the comparison`}
            onClick={() => takeAway(slot)}
          >
            <Icon name="close" />
          </button>
        )}
      </span>
      <small>{deviceText(asked)}</small>
      <small>{stateText(asked)}</small>
    </th>
  );
}
