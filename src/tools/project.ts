import { resolve } from "node:path";

/** The folder of package.json, wherever a command was started from. */
export const projectRoot = resolve(import.meta.dirname, "../..");
