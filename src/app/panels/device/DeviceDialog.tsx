import { useState } from "react";
import { type Device, deviceKinds, type Kind } from "../../../device/device.ts";
import { deviceFields } from "../../../device/fields.ts";
import { formatDevice } from "../../../device/format.ts";
import type { Counter, Moment } from "../../../device/import/found.ts";
import type { Reading } from "../../../device/import/index.ts";
import type { Watched } from "../../../device/import/state.ts";
import { isOwnId } from "../../../device/own.ts";
import { download } from "../../state/download.ts";
import { forgetDevice, keepDevice } from "../../state/own-devices.ts";
import { chooseDevice, defaultSession, deviceOf as chosenDevice, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Sheet } from "../../ui/Sheet.tsx";
import { ClusterTable } from "./ClusterTable.tsx";
import { deviceOf, deviceKeys, type Draft, draftOf, emptyDraft, type FormFault, type Origin, typed } from "./draft.ts";
import { FactInput, kindLetters, kindNames } from "./FactInput.tsx";
import { withFound } from "./found-in-draft.ts";
import { ImportBox } from "./ImportBox.tsx";
import { kindTitles } from "./kinds.ts";
import { MomentView, setSliders } from "./MomentView.tsx";
import { isTold } from "./summary.ts";
import { useIntake } from "./use-intake.ts";
import "./device.css";

interface Props {
  /** What the form begins with; a device of the user's own is replaced by what is saved. */
  readonly start: Device | undefined;
  readonly onClose: () => void;
}

/** A catalogue's device is not changed but copied, under a name that tells. */
const startOf = (start: Device | undefined): Draft =>
  start === undefined
    ? emptyDraft
    : { ...draftOf(start), name: isOwnId(start.id) ? start.name : `${start.name}, changed` };

interface Told {
  readonly moment: Moment;
  readonly counters: readonly Counter[];
}

/** Later readings complete earlier ones. */
const toldBy = (before: Told | undefined, readings: readonly Reading[]): Told | undefined => {
  let told = before;
  for (const { found } of readings) {
    if (!isTold(found.moment)) continue;
    const known = Object.entries(found.moment).filter(([, value]) => value !== undefined);
    told = {
      moment: { ...told?.moment, ...Object.fromEntries(known) },
      counters: found.counters ?? told?.counters ?? [],
    };
  }
  return told;
};

/** All numbers of a device, each with its source; filled by hand or by what tools print, kept as a device of one's own. */
export function DeviceDialog({ start, onClose }: Props) {
  const [draft, setDraft] = useState(() => startOf(start));
  const [origin, setOrigin] = useState<Origin>({ kind: "assumed", source: "" });
  const [told, setTold] = useState<Told>();
  const [watched, setWatched] = useState<Watched>();
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const [spot, setSpot] = useState("");
  const chosen = useStore(session, chosenDevice);
  const own = start !== undefined && isOwnId(start.id) ? start : undefined;

  const change = (next: Draft): void => {
    setDraft(next);
    // Once told, faults follow what is typed; before that they would only nag.
    if (faults.length > 0) setFaults(faultsOf(next));
  };
  const whenComplete = (act: (device: Device) => void): void => {
    const outcome = deviceOf(draft);
    setFaults(outcome.ok ? [] : outcome.problem);
    if (outcome.ok) act(outcome.value);
  };
  const save = (device: Device): void => {
    chooseDevice(keepDevice(device, own?.id).id);
    if (told !== undefined && watched !== undefined) setSliders(told.moment, watched);
    onClose();
  };
  const remove = ({ id }: Device): void => {
    if (session.get().device === id) chooseDevice(defaultSession.device);
    forgetDevice(id);
    onClose();
  };
  const intake = useIntake(
    (readings) => {
      change(readings.reduce((before, { found }) => withFound(before, found), draft));
      setTold(toldBy(told, readings));
    },
    (device) => change(draftOf(device)),
  );
  const places = new Set(faults.map(({ path }) => path));
  return (
    <Sheet
      label="Your device"
      title={start === undefined ? "Your device" : start.name}
      className="device"
      onFile={intake.takeFile}
      onClose={onClose}
    >
      <div className="sheet-body" onFocus={(event) => setSpot(spotOf(event.target))}>
        <ImportBox intake={intake} />
        {told !== undefined && (
          <MomentView
            {...told}
            device={chosen.name}
            onSet={(which) => {
              setWatched(which);
              setSliders(told.moment, which);
            }}
          />
        )}
        <WholeFields draft={draft} origin={origin} faults={places} onChange={change} />
        <ClusterTable draft={draft} origin={origin} faults={places} onChange={change} />
        {(draft.notes ?? []).map((note) => (
          <p key={note} className="quiet">
            {note}
          </p>
        ))}
        <OriginFields origin={origin} onChange={setOrigin} />
      </div>
      <footer className="sheet-foot">
        {faults.length > 0 && (
          <ul role="alert">
            {faults.map(({ text }) => (
              <li key={text} className="warning">
                {text}
              </li>
            ))}
          </ul>
        )}
        <div className="device-buttons">
          <p className="device-spot quiet">{spot}</p>
          {own !== undefined && (
            <button type="button" className="button" onClick={() => remove(own)}>
              Delete
            </button>
          )}
          <button
            type="button"
            className="button"
            onClick={() =>
              whenComplete((device) => download(`${device.id}.json`, formatDevice(device), "application/json"))
            }
          >
            Export
          </button>
          <button type="button" className="button button-main" onClick={() => whenComplete(save)}>
            {start === undefined || own !== undefined ? "Save and use" : "Save as your own and use"}
          </button>
        </div>
      </footer>
    </Sheet>
  );
}

/** Where the number in the focused field comes from, for those who do not hover. */
const spotOf = (target: EventTarget): string =>
  target instanceof HTMLInputElement ? (target.getAttribute("aria-description") ?? "") : "";

const faultsOf = (draft: Draft): readonly FormFault[] => {
  const outcome = deviceOf(draft);
  return outcome.ok ? [] : outcome.problem;
};

interface FieldsProps {
  readonly draft: Draft;
  readonly origin: Origin;
  readonly faults: ReadonlySet<string>;
  readonly onChange: (draft: Draft) => void;
}

/** Name and kind, and the numbers that are not of one kind of core. */
function WholeFields({ draft, origin, faults, onChange }: FieldsProps) {
  const { name, soc, kind, memoryType, facts } = draft;
  return (
    <div className="device-whole">
      <label>
        Name
        <input
          aria-label="Device name"
          aria-invalid={faults.has("name")}
          value={name}
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        />
      </label>
      <label>
        Chip
        <input
          aria-label="Chip"
          value={soc}
          placeholder="—"
          onChange={(event) => onChange({ ...draft, soc: event.currentTarget.value })}
        />
      </label>
      <label>
        Kind
        <select
          aria-label="Kind of device"
          value={kind}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...draft, kind: deviceKinds.find((one) => one === value) ?? kind })
          }
        >
          {deviceKinds.map((one) => (
            <option key={one} value={one}>
              {kindTitles[one].one}
            </option>
          ))}
        </select>
      </label>
      {deviceKeys.map((key) => (
        <label key={key}>
          <span>
            {deviceFields[key].label} <span className="quiet">{deviceFields[key].unit}</span>
          </span>
          <FactInput
            field={deviceFields[key]}
            entry={facts[key]}
            origin={origin}
            isFaulty={faults.has(key)}
            onChange={(entry) => onChange({ ...draft, facts: { ...facts, [key]: entry } })}
          />
        </label>
      ))}
      <label>
        Memory type
        <input
          aria-label="Memory type"
          value={memoryType?.text ?? ""}
          placeholder="—"
          title={memoryType === undefined ? "LPDDR4X-4266, DDR5-5600…" : memoryType.source}
          onChange={(event) => onChange({ ...draft, memoryType: typed(memoryType, event.currentTarget.value, origin) })}
        />
      </label>
    </div>
  );
}

const kinds: readonly Kind[] = ["measured", "datasheet", "derived", "assumed"];

/** How the numbers came to be that are typed from now on. */
function OriginFields({ origin, onChange }: { readonly origin: Origin; readonly onChange: (origin: Origin) => void }) {
  return (
    <fieldset className="device-origin">
      <legend>What you type is</legend>
      <select
        aria-label="How typed numbers are known"
        value={origin.kind}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...origin, kind: kinds.find((kind) => kind === value) ?? origin.kind })
        }
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {kindNames[kind]}
          </option>
        ))}
      </select>
      <input
        aria-label="Source of typed numbers"
        placeholder="Source: entered by hand"
        value={origin.source}
        onChange={(event) => onChange({ ...origin, source: event.currentTarget.value })}
      />
      <span className="quiet">
        {kinds.map((kind) => (
          <span key={kind} className="kind-key">
            <span className={`kind kind-${kind}`}>{kindLetters[kind]}</span> {kindNames[kind]}
          </span>
        ))}
        <span className="kind-key">An empty field is unknown.</span>
      </span>
    </fieldset>
  );
}
