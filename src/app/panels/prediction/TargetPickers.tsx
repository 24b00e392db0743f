import { lazy, type ReactNode, Suspense } from "react";
import { devices } from "../../../device/catalog/index.ts";
import {
  type ClusterId,
  clusterIds,
  type CoreSet,
  type Device,
  deviceKinds,
  precisions,
} from "../../../device/device.ts";
import { runtimeById, runtimeNames, runtimes } from "../../../runtime/runtime.ts";
import { closeDeviceDialog, deviceDialog, openDeviceDialog } from "../../state/device-dialog.ts";
import { ownDevices } from "../../state/own-devices.ts";
import { forecast } from "../../state/prediction.ts";
import { chooseCores, chooseDevice, coresOf, deviceOf, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";
import { kindTitles } from "../device/kinds.ts";
import { Waiting } from "../../ui/Waiting.tsx";
import { type Footing, footingOf, footings, footingTitles } from "./footing.ts";

const DeviceDialog = lazy(async () => ({ default: (await import("../device/DeviceDialog.tsx")).DeviceDialog }));

interface Option {
  readonly value: string;
  readonly text: string;
  readonly disabled?: boolean;
}

/** Options under a heading; without a title they stand by themselves. */
interface OptionGroup {
  readonly title?: string;
  readonly options: readonly Option[];
}

interface PickerProps {
  /** Its accessible name; `caption` is shown, the label where there is none. */
  readonly label: string;
  readonly caption?: string;
  readonly value: string;
  readonly groups: readonly OptionGroup[];
  readonly onChoose: (value: string) => void;
  readonly hint?: string;
}

function Picker({ label, caption = label, value, groups, onChoose, hint }: PickerProps): ReactNode {
  return (
    <label className="picker" title={hint}>
      <span aria-hidden="true">{caption}</span>
      <select aria-label={label} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <Grouped groups={groups} />
      </select>
    </label>
  );
}

/** Groups that have options, each under its heading. */
function Grouped({ groups }: Pick<PickerProps, "groups">): ReactNode {
  return groups
    .filter(({ options }) => options.length > 0)
    .map(({ title, options }) => {
      const items = options.map(({ value, text, disabled }) => (
        <option key={value} value={value} disabled={disabled}>
          {text}
        </option>
      ));
      return title === undefined ? (
        items
      ) : (
        <optgroup key={title} label={title}>
          {items}
        </optgroup>
      );
    });
}

/** Under what its answers would rest on, the best first; as they are until the predictors have told. */
function byFooting(options: readonly (Option & { readonly footing: Footing })[], isKnown: boolean) {
  if (!isKnown) return [{ options }];
  return footings.map((footing) => ({
    title: footingTitles[footing],
    options: options.filter((one) => one.footing === footing),
  }));
}

/** Device, cores, number format, runtime and predictor. */
export function TargetPickers() {
  const choice = useStore(session, (s) => s);
  const cards = useStore(forecast, (f) => f.cards);
  const device = deviceOf(choice);
  return (
    <div className="pickers">
      <DevicePicker device={device} />
      <CorePickers />
      <Picker
        label="Precision"
        value={choice.precision}
        groups={byFooting(
          precisions.map((precision) => ({
            value: precision,
            text: precision,
            footing: footingOf(cards, device, { runtime: choice.runtime, precision }),
          })),
          cards.length > 0,
        )}
        onChoose={(value) => {
          const precision = precisions.find((one) => one === value);
          if (precision !== undefined) session.patch({ precision });
        }}
      />
      <Picker
        label="Runtime"
        value={choice.runtime}
        groups={byFooting(
          runtimes.map((runtime) => ({
            value: runtime,
            text: runtimeNames[runtime],
            footing: footingOf(cards, device, { runtime }),
          })),
          cards.length > 0,
        )}
        onChoose={(value) => {
          const runtime = runtimeById(value);
          if (runtime !== undefined) session.patch({ runtime });
        }}
      />
      <Picker
        label="Predictor"
        hint="Automatic: the best one that was made for this target"
        value={cards.some(({ id }) => id === choice.predictor) ? (choice.predictor ?? "") : ""}
        groups={[
          {
            options: [{ value: "", text: "Automatic" }, ...cards.map(({ id, label }) => ({ value: id, text: label }))],
          },
        ]}
        onChoose={(predictor) => session.patch({ predictor: predictor === "" ? undefined : predictor })}
      />
    </div>
  );
}

/** "Google Pixel 4 (Snapdragon 855)"; a name that says its chip says it once. */
const titleOf = ({ name, soc }: Device): string => (name.includes(soc) ? name : `${name} (${soc})`);

const optionOf = (device: Device): Option => ({ value: device.id, text: titleOf(device) });

const addOwn = "add";

/** The catalogue by kind, the user's own devices before it, and the way to a further one. */
function DevicePicker({ device }: { readonly device: Device }) {
  const own = useStore(ownDevices, (d) => d.devices);
  const dialog = useStore(deviceDialog, (d) => d);
  const groups: readonly OptionGroup[] = [
    { title: "Your devices", options: own.map(optionOf) },
    ...deviceKinds.map((kind) => ({
      title: kindTitles[kind].many,
      options: devices.filter((one) => one.kind === kind).map(optionOf),
    })),
  ];
  return (
    <div className="picker-row">
      <label className="picker" title={[device.soc, ...(device.notes ?? [])].join("\n")}>
        <span aria-hidden="true">Device</span>
        <select
          aria-label="Device"
          value={device.id}
          onChange={({ currentTarget: { value } }) => (value === addOwn ? openDeviceDialog() : chooseDevice(value))}
        >
          <Grouped groups={groups} />
          <option value={addOwn}>Add your own…</option>
        </select>
      </label>
      <button
        type="button"
        className="icon-button"
        aria-label="Numbers of this device"
        title="All numbers of this device and where they come from"
        onClick={() => openDeviceDialog(device)}
      >
        <Icon name="info" />
      </button>
      {dialog.isOpen && (
        <Suspense fallback={<Waiting />}>
          <DeviceDialog start={dialog.start} onClose={closeDeviceDialog} />
        </Suspense>
      )}
    </div>
  );
}

/** How many cores of each cluster; the last core cannot be taken away. */
function CorePickers() {
  const choice = useStore(session, (s) => s);
  const device = deviceOf(choice);
  const cores = coresOf(choice);
  // A GPU always runs as a whole.
  if (device.kind === "gpu") return null;
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
          groups={[
            {
              options: Array.from({ length: count.value + 1 }, (_, n) => ({
                value: String(n),
                text: `${n} of ${count.value}`,
                disabled: n === 0 && total === (cores[id] ?? 0),
              })),
            },
          ]}
          onChoose={(value) => choose(id, Number(value))}
        />
      ))}
    </fieldset>
  );
}
