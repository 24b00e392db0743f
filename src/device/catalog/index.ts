import type { Device } from "../device.ts";
import { a03s } from "./a03s.ts";
import { a03sGpu } from "./a03s-gpu.ts";
import { a10040 } from "./a100-40.ts";
import { adreno530Gpu } from "./adreno-530.ts";
import { appleM1Pro } from "./apple-m1-pro.ts";
import { dimensity8100 } from "./dimensity-8100.ts";
import { dimensity9000 } from "./dimensity-9000.ts";
import { epycZen3 } from "./epyc-zen3.ts";
import { epycZen4 } from "./epyc-zen4.ts";
import { exynos9810 } from "./exynos-9810.ts";
import { gtx1080ti } from "./gtx-1080ti.ts";
import { h100Sxm } from "./h100-sxm.ts";
import { i511300h } from "./i5-11300h.ts";
import { i77820x } from "./i7-7820x.ts";
import { iphone7 } from "./iphone7.ts";
import { iphonexs } from "./iphonexs.ts";
import { iphonexsGpu } from "./iphonexs-gpu.ts";
import { jetsonAgxOrin } from "./jetson-agx-orin.ts";
import { jetsonNano } from "./jetson-nano.ts";
import { jetsonNanoGpu } from "./jetson-nano-gpu.ts";
import { jetsonOrinNano } from "./jetson-orin-nano.ts";
import { jetsonTx1 } from "./jetson-tx1.ts";
import { jetsonTx2 } from "./jetson-tx2.ts";
import { jetsonXavierAgx } from "./jetson-xavier-agx.ts";
import { kirin950 } from "./kirin-950.ts";
import { kirin955 } from "./kirin-955.ts";
import { kirin970 } from "./kirin-970.ts";
import { kirin980 } from "./kirin-980.ts";
import { kirin990 } from "./kirin-990.ts";
import { mi8se } from "./mi8se.ts";
import { mi8seGpu } from "./mi8se-gpu.ts";
import { onefusion } from "./onefusion.ts";
import { onefusionGpu } from "./onefusion-gpu.ts";
import { pi4 } from "./pi4.ts";
import { pi5 } from "./pi5.ts";
import { pixel4 } from "./pixel4.ts";
import { pixel4Gpu } from "./pixel4-gpu.ts";
import { rk3399 } from "./rk3399.ts";
import { rk3399Gpu } from "./rk3399-gpu.ts";
import { rk3588 } from "./rk3588.ts";
import { rpi3 } from "./rpi3.ts";
import { s10 } from "./s10.ts";
import { s10Gpu } from "./s10-gpu.ts";
import { snapdragon8Gen1 } from "./snapdragon-8-gen1.ts";
import { snapdragon8Gen2 } from "./snapdragon-8-gen2.ts";
import { snapdragon835 } from "./snapdragon-835.ts";
import { snapdragon845 } from "./snapdragon-845.ts";
import { snapdragon865 } from "./snapdragon-865.ts";
import { snapdragon888 } from "./snapdragon-888.ts";
import { tensorGs101 } from "./tensor-gs101.ts";
import { v100 } from "./v100.ts";
import { x86Ryzen78845hs } from "./x86-ryzen7-8845hs.ts";
import { x86Ryzen79700x } from "./x86-ryzen7-9700x.ts";

/** Every device Ridgepoint knows, in the order of the picker, by kind; the first is the default. */
export const devices: readonly Device[] = [
  pixel4,
  s10,
  mi8se,
  onefusion,
  a03s,
  iphonexs,
  iphone7,
  snapdragon8Gen2,
  snapdragon8Gen1,
  snapdragon888,
  snapdragon865,
  snapdragon845,
  snapdragon835,
  dimensity9000,
  dimensity8100,
  kirin990,
  kirin980,
  kirin970,
  kirin955,
  kirin950,
  exynos9810,
  tensorGs101,
  rpi3,
  pi4,
  pi5,
  rk3399,
  rk3588,
  jetsonNano,
  jetsonTx1,
  jetsonTx2,
  jetsonXavierAgx,
  jetsonAgxOrin,
  jetsonOrinNano,
  x86Ryzen79700x,
  x86Ryzen78845hs,
  i511300h,
  i77820x,
  epycZen3,
  epycZen4,
  appleM1Pro,
  pixel4Gpu,
  s10Gpu,
  mi8seGpu,
  onefusionGpu,
  a03sGpu,
  iphonexsGpu,
  rk3399Gpu,
  gtx1080ti,
  v100,
  a10040,
  h100Sxm,
  adreno530Gpu,
  jetsonNanoGpu,
];

/** The device with this id or alias, in whatever case. */
export function deviceById(id: string): Device | undefined {
  const wanted = id.toLowerCase();
  return devices.find((device) => device.id === wanted || device.aliases.includes(wanted));
}
