/** The baselines, in the order of the tables. */
import { boostedTrees } from "./boosted-trees.ts";
import { brpNas } from "./brp-nas.ts";
import { concatHeads } from "./concat.ts";
import { classesAlone, flagship, regressionAlone } from "./flagship.ts";
import { flopsProxy } from "./flops-proxy.ts";
import { kernelSum } from "./kernel-sum.ts";
import { flopsTraffic, leastSquares } from "./least-squares.ts";
import type { Method } from "./method.ts";
import { rooflineBound } from "./roofline-bound.ts";

export const baselines: readonly Method[] = [
  rooflineBound,
  flopsProxy,
  flopsTraffic,
  leastSquares,
  boostedTrees,
  kernelSum,
  brpNas,
  ...concatHeads,
  classesAlone,
  regressionAlone,
  flagship,
];
