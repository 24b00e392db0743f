import { type ChangeEvent, type DragEvent, useState } from "react";
import type { Device } from "../../../device/device.ts";
import { parseDevice } from "../../../device/format.ts";
import type { Found } from "../../../device/import/found.ts";
import { formats, type Reading, readingsOf } from "../../../device/import/index.ts";
import { hardwareText, isTold } from "./summary.ts";

const toldText = (found: Found): string => {
  const hardware = hardwareText(found);
  if (hardware !== "") return hardware;
  return isTold(found.moment) ? "what a load did, below" : "nothing that the form can take";
};

interface Props {
  readonly onReadings: (readings: readonly Reading[]) => void;
  readonly onDevice: (device: Device) => void;
}

/** A device file is JSON with braces; so is `lscpu -J`, which names itself. */
const isDeviceFile = (text: string): boolean => /^\s*\{/.test(text) && !/^\s*\{\s*"lscpu"/.test(text);

/** Far more than any tool prints; a model that was dropped by mistake is not read as text. */
const mostBytes = 4e6;

/** Takes what a tool printed, or a device file: pasted, dropped or chosen; says what it understood. */
export function ImportBox({ onReadings, onDevice }: Props) {
  const [text, setText] = useState("");
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  const [faults, setFaults] = useState<readonly string[]>([]);

  const take = (next: string): void => {
    setText(next);
    const found = isDeviceFile(next) ? [] : readingsOf(next);
    setReadings(found);
    setFaults([]);
    if (found.length > 0) onReadings(found);
    else if (isDeviceFile(next)) {
      const outcome = parseDevice(next);
      if (outcome.ok) onDevice(outcome.value);
      else setFaults(outcome.problem.map((fault) => fault.text));
    } else if (next.trim() !== "") setFaults(["Nothing known was found in this text."]);
  };
  const takeFile = (file: File | undefined): void => {
    if (file === undefined) return;
    if (file.size <= mostBytes) void file.text().then(take);
    else setFaults([`${file.name} is larger than what any of these tools prints.`]);
  };
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>): void => {
    takeFile(currentTarget.files?.[0]);
    currentTarget.value = "";
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    takeFile(event.dataTransfer.files[0]);
  };
  return (
    <section className="intake" aria-label="Read from a tool" onDrop={drop}>
      <textarea
        aria-label="Output of a tool, or a device file"
        placeholder={"Paste what lscpu prints, or another tool below; or drop a file here."}
        rows={4}
        spellCheck={false}
        value={text}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <div className="intake-side">
        <label className="button">
          Choose a file
          <input type="file" aria-label="Device file or tool output" className="unseen" onChange={choose} />
        </label>
        <details>
          <summary>What can be read</summary>
          <dl>
            {formats.map(({ id, label, command }) => (
              <div key={id}>
                <dt>{label}</dt>
                <dd>
                  <code>{command}</code>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
      <div className="intake-told" role="status">
        {readings.map(({ format, found }) => (
          <div key={format.id}>
            <p>
              <strong>{format.label}</strong> {toldText(found)}
            </p>
            {(found.unused ?? []).map((sentence) => (
              <p key={sentence} className="quiet">
                {sentence}
              </p>
            ))}
          </div>
        ))}
        {faults.map((fault) => (
          <p key={fault} className="warning">
            {fault}
          </p>
        ))}
      </div>
    </section>
  );
}
