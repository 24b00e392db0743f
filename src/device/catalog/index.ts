import type { Device } from "../device.ts";
import { a03s } from "./a03s.ts";
import { iphone7 } from "./iphone7.ts";
import { iphonexs } from "./iphonexs.ts";
import { mi8se } from "./mi8se.ts";
import { onefusion } from "./onefusion.ts";
import { pi4 } from "./pi4.ts";
import { pi5 } from "./pi5.ts";
import { pixel4 } from "./pixel4.ts";
import { rk3399 } from "./rk3399.ts";
import { s10 } from "./s10.ts";
import { x86Ryzen78845hs } from "./x86-ryzen7-8845hs.ts";
import { x86Ryzen79700x } from "./x86-ryzen7-9700x.ts";

/** Every device Ridgepoint knows, in the order of the picker; the first is the default. */
export const devices: readonly Device[] = [
  pixel4,
  s10,
  mi8se,
  onefusion,
  a03s,
  iphonexs,
  iphone7,
  pi4,
  pi5,
  rk3399,
  x86Ryzen79700x,
  x86Ryzen78845hs,
];

/** The device with this id or alias, in whatever case. */
export function deviceById(id: string): Device | undefined {
  const wanted = id.toLowerCase();
  return devices.find((device) => device.id === wanted || device.aliases.includes(wanted));
}
