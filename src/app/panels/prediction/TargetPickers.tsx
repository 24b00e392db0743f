import type { ReactNode } from "react";
import { devices } from "../../../device/catalog/index.ts";
import { type ClusterId, clusterIds, type CoreSet, precisions } from "../../../device/device.ts";
import { forecast } from "../../state/prediction.ts";
import { chooseCores, chooseDevice, coresOf, deviceOf, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { runtimeNames } from "../../ui/runtime-names.ts";

interface Option {
  readonly value: string;
  readonly text: string;
  readonly disabled?: boolean;
}

interface PickerProps {
  /** Its accessible name; `caption` is shown, the label where there is none. */
  readonly label: string;
  readonly caption?: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChoose: (value: string) => void;
  readonly hint?: string;
}

function Picker({ label, caption = label, value, options, onChoose, hint }: PickerProps): ReactNode {
  return (
    <label className="picker" title={hint}>
      <span aria-hidden="true">{caption}</span>
      <select aria-label={label} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Device, cores, number format, runtime and predictor. */
export function TargetPickers() {
  const choice = useStore(session, (s) => s);
  const cards = useStore(forecast, (f) => f.cards);
  const device = deviceOf(choice);
  return (
    <div className="pickers">
      <Picker
        label="Device"
        hint={[device.soc, ...(device.notes ?? [])].join("\n")}
        value={device.id}
        options={devices.map(({ id, name, soc }) => ({ value: id, text: `${name} (${soc})` }))}
        onChoose={chooseDevice}
      />
      <CorePickers />
      <Picker
        label="Precision"
        value={choice.precision}
        options={precisions.map((one) => ({ value: one, text: one }))}
        onChoose={(value) => {
          const precision = precisions.find((one) => one === value);
          if (precision !== undefined) session.patch({ precision });
        }}
      />
      <Picker
        label="Runtime"
        value={choice.runtime}
        options={runtimeNames.map(([value, text]) => ({ value, text }))}
        onChoose={(value) => {
          const runtime = runtimeNames.find(([id]) => id === value)?.[0];
          if (runtime !== undefined) session.patch({ runtime });
        }}
      />
      <Picker
        label="Predictor"
        hint="Automatic: the best one that was made for this target"
        value={cards.some(({ id }) => id === choice.predictor) ? (choice.predictor ?? "") : ""}
        options={[{ value: "", text: "Automatic" }, ...cards.map(({ id, label }) => ({ value: id, text: label }))]}
        onChoose={(predictor) => session.patch({ predictor: predictor === "" ? undefined : predictor })}
      />
    </div>
  );
}

/** How many cores of each cluster; the last core cannot be taken away. */
function CorePickers() {
  const choice = useStore(session, (s) => s);
  const device = deviceOf(choice);
  const cores = coresOf(choice);
  const total = clusterIds.reduce((sum, id) => sum + (cores[id] ?? 0), 0);
  const choose = (id: ClusterId, count: number): void => {
    const next: CoreSet = { ...cores, [id]: count };
    chooseCores(next);
  };
  return (
    <fieldset className="cores">
      <legend className="unseen">Cores</legend>
      {device.clusters.map(({ id, core, count }) => (
        <Picker
          key={id}
          label={`Cores, ${id}`}
          caption={`${id}, ${core.replace(/^(?:Arm )?Cortex-/, "")}`}
          hint={`Cores of the ${id} cluster: ${count.value} × ${core}`}
          value={String(cores[id] ?? 0)}
          options={Array.from({ length: count.value + 1 }, (_, n) => ({
            value: String(n),
            text: `${n} of ${count.value}`,
            disabled: n === 0 && total === (cores[id] ?? 0),
          }))}
          onChoose={(value) => choose(id, Number(value))}
        />
      ))}
    </fieldset>
  );
}
