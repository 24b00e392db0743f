/** What other work does besides keeping the cores busy, in few words. */
import { formatBandwidth } from "../../../base/format.ts";
import type { LoadPriority } from "../../../device/device.ts";
import type { Asked } from "../../state/session.ts";

type Other = Pick<Asked, "priority" | "streamBytesPerSecond">;

export const priorityNames: Readonly<Record<LoadPriority, string>> = {
  equal: "Shares the core",
  higher: "Goes first",
};

/** Is any of it otherwise than one would take it to be? */
export const isOtherSet = ({ priority, streamBytesPerSecond }: Other): boolean =>
  priority !== "equal" || streamBytesPerSecond > 0;

/** "goes first, 8.00 GB/s by other cores"; "" for what one would take it to be. */
export const otherText = ({ priority, streamBytesPerSecond: stream }: Other): string =>
  [
    ...(priority === "equal" ? [] : [priorityNames[priority].toLowerCase()]),
    ...(stream === 0 ? [] : [`${formatBandwidth(stream)} by other cores`]),
  ].join(", ");
