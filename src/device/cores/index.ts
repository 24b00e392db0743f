import * as apple from "./apple.ts";
import * as arm from "./arm.ts";
import type { CoreType } from "./core-type.ts";
import * as custom from "./custom-arm.ts";
import * as gpu from "./gpu.ts";
import * as x86 from "./x86.ts";

/** Every core type that was read about, by maker. */
export const coreTypes: readonly CoreType[] = [arm, custom, apple, x86, gpu].flatMap((maker) =>
  Object.values<CoreType>(maker),
);

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, "");

/** The core type of this name, however it is spaced: "Cortex-A76", "cortex a76". */
export const coreTypeByName = (name: string): CoreType | undefined =>
  coreTypes.find(({ core }) => plain(core) === plain(name));
