import type { RuntimeId } from "../../predict/predictor.ts";
import { runtimeNames as namesById } from "../../runtime/name.ts";

const names: Readonly<Record<RuntimeId, string>> = namesById;

const isRuntime = (id: string): id is RuntimeId => Object.hasOwn(names, id);

/** Runtimes as people know them, in the order of the picker. */
export const runtimeNames: readonly (readonly [RuntimeId, string])[] = Object.entries(names).flatMap(([id, name]) =>
  isRuntime(id) ? [[id, name] as const] : [],
);
