import type { ChangeEvent } from "react";
import type { Found } from "../../../device/import/found.ts";
import { formats } from "../../../device/import/index.ts";
import { hardwareText, isTold } from "./summary.ts";
import type { Intake } from "./use-intake.ts";

const toldText = (found: Found): string => {
  const hardware = hardwareText(found);
  if (hardware !== "") return hardware;
  return isTold(found.moment) ? "what a load did, below" : "nothing that the form can take";
};

/** Takes what a tool printed, or a device file, pasted or chosen; says what it understood. */
export function ImportBox({ intake }: { readonly intake: Intake }) {
  const { text, readings, faults, take, takeFile } = intake;
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>): void => {
    takeFile(currentTarget.files?.[0]);
    // So that the same file, perhaps changed on disk, can be chosen again.
    currentTarget.value = "";
  };
  return (
    <section className="intake" aria-label="Read from a tool">
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
