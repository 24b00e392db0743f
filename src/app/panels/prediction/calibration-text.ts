/** How far a number is bent by latencies of one's own, in few words. */

interface State {
  /** Latencies that bent the number on screen. */
  readonly used: number;
  /** Latencies that were entered for its target. */
  readonly entered: number;
  readonly isOn: boolean;
}

/** "3 latencies of yours" */
export const latenciesText = (count: number): string => `${count} ${count === 1 ? "latency" : "latencies"} of yours`;

/** What the way to one's own latencies is called. */
export function calibrationText({ used, entered, isOn }: State): string {
  if (used > 0) return `Calibrated with ${latenciesText(used)}`;
  if (entered === 0) return "Calibrate with your own latencies…";
  return isOn
    ? `Not calibrated: ${latenciesText(entered)} cannot be used here`
    : `Calibration off: ${latenciesText(entered)}`;
}
