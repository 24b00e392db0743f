import { useLayoutEffect } from "react";
import { begin } from "../state/busy.ts";

/**
 * In the place of what is being fetched. As long as it stands there the studio is busy: React may hold back what came for
 * some hundred milliseconds, and whoever waits for `idle` would find nothing.
 */
export function Waiting() {
  useLayoutEffect(() => begin(), []);
  return null;
}
