import { useState } from "react";
import type { Device } from "../../../device/device.ts";
import { parseDevice } from "../../../device/format.ts";
import { type Reading, readingsOf } from "../../../device/import/index.ts";

/** A device file is JSON with braces; so is `lscpu -J`, which names itself. */
const isDeviceFile = (text: string): boolean => /^\s*\{/.test(text) && !/^\s*\{\s*"lscpu"/.test(text);

/** Far more than any tool prints; a model that was dropped by mistake is not read as text. */
const mostBytes = 4e6;

export interface Intake {
  readonly text: string;
  readonly readings: readonly Reading[];
  /** Sentences about what could not be read. */
  readonly faults: readonly string[];
  readonly take: (text: string) => void;
  readonly takeFile: (file: File | undefined) => void;
}

/** Texts on their way into the form: what a tool printed, or a device file. */
export function useIntake(
  onReadings: (readings: readonly Reading[]) => void,
  onDevice: (device: Device) => void,
): Intake {
  const [text, setText] = useState("");
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  const [faults, setFaults] = useState<readonly string[]>([]);

  const take = (next: string): void => {
    const found = isDeviceFile(next) ? [] : readingsOf(next);
    setText(next);
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
  return { text, readings, faults, take, takeFile };
}
