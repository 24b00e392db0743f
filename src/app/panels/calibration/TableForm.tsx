import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { latencyLines, latencyTable } from "../../../base/latency-table.ts";
import { whileBusy } from "../../state/busy.ts";
import { isAbort } from "../../work/worker-client.ts";
import { takenText } from "./rows.ts";
import { type Taken, takeLines } from "./take.ts";

/** A table of latencies is some lines; a model that was chosen by mistake is not read as text. */
const mostBytes = 1e6;
const isTable = ({ name, size }: File): boolean => /\.(csv|txt)$/i.test(name) && size <= mostBytes;

/** Takes a CSV of latencies, pasted or chosen, as the command line has it; models are chosen along with it or known here. */
export function TableForm() {
  const [text, setText] = useState("");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [taken, setTaken] = useState<Taken>();
  const [isReading, setReading] = useState(false);
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const lines = text.trim() === "" ? undefined : latencyLines(text);

  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const chosen = [...(currentTarget.files ?? [])];
    // So that the same file, perhaps changed on disk, can be chosen again.
    currentTarget.value = "";
    setFiles([...chosen.filter((file) => !isTable(file)), ...files]);
    const table = chosen.find(isTable);
    if (table !== undefined) setText(await table.text());
  };
  const take = async (): Promise<void> => {
    if (lines?.ok !== true) return;
    controller.current = new AbortController();
    const { signal } = controller.current;
    setReading(true);
    try {
      const found = await takeLines(lines.value, files, signal);
      if (signal.aborted) return;
      setTaken(found);
      // What is left needs its models.
      setText(found.missing.length === 0 ? "" : latencyTable(found.missing));
    } catch (error) {
      // The dialog was closed meanwhile.
      if (!isAbort(error)) throw error;
    } finally {
      if (!signal.aborted) setReading(false);
    }
  };
  return (
    <details className="calibration-table">
      <summary>Several at once, from a table</summary>
      <textarea
        aria-label="Table of latencies"
        placeholder={"file,latency_seconds\nresnet18.onnx,0.0812\nmobilenet_v2.onnx,0.0204"}
        rows={4}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="calibration-line">
        <label className="button">
          Choose files
          <input
            type="file"
            multiple
            aria-label="Table of latencies and its models"
            className="unseen"
            onChange={(event) => void whileBusy(choose(event))}
          />
        </label>
        <button
          type="button"
          className="button"
          disabled={lines?.ok !== true || isReading}
          onClick={() => void whileBusy(take())}
        >
          Add from the table
        </button>
        <span className="quiet" role="status">
          {isReading ? "Reading the models…" : taken === undefined ? "" : takenText(taken.added, taken.missing)}
        </span>
      </div>
      <p className="quiet">
        CSV with the columns file and latency_seconds, as <code>ridgepoint predict --samples</code> takes it. Models are
        found by name among the files chosen here, the open model, the samples and the recent files.
        {files.length > 0 && ` Chosen: ${files.map(({ name }) => name).join(", ")}.`}
      </p>
      {lines?.ok === false && <p className="warning">{`This table cannot be read: ${lines.problem}.`}</p>}
      {(taken?.faults ?? []).map((fault) => (
        <p key={fault} className="warning">
          {fault}
        </p>
      ))}
    </details>
  );
}
