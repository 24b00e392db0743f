/** What the user can do, as data: the palette lists it, the shortcuts run it, the help sheet tells its keys. */
import type { Combination } from "./keys.ts";

export interface Command {
  readonly id: string;
  /** In the palette; a function where it depends on the moment. */
  readonly name: string | (() => string);
  /** What it belongs to, shown beside the name and searched with it. */
  readonly group: string;
  /** Where one of them is enough to run it. */
  readonly keys?: readonly Combination[];
  /** In the help sheet, where the name alone would not tell. */
  readonly help?: string;
  /** Text fields have an own meaning for its keys. */
  readonly leavesText?: boolean;
  /** Undefined: always. */
  readonly isOffered?: () => boolean;
  readonly run: () => void;
}

export const nameOf = ({ name }: Command): string => (typeof name === "string" ? name : name());

export const isOffered = (command: Command): boolean => command.isOffered?.() ?? true;
