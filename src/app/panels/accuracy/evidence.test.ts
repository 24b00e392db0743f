import { expect, test } from "vitest";
import { deviceById } from "../../../device/catalog/index.ts";
import { evidenceFor, inTen, methodOf, verdict } from "./evidence.ts";
import type { Line, Report } from "./report.ts";

const base: Line = {
  source: "qed",
  split: "unseen networks",
  samples: undefined,
  extent: "network",
  by: "device",
  value: "pixel4 tflite fp32",
  method: "nnls",
  rows: 100,
  cases: 100,
  within10: 0.84,
  within5: 0.6,
  mape: 0.06,
  rmspe: 0.09,
  spearman: 0.99,
  interval80: 0.8,
};
const line = (change: Partial<Line>): Line => ({ ...base, ...change });
const unseen = (samples: number, change: Partial<Line> = {}): readonly Line[] => [
  line({ split: "unseen device", samples, by: "all", value: "all", within10: samples / 200, ...change }),
  line({ split: "unseen device", samples, value: "s10 tflite fp32", ...change }),
  line({ split: "unseen device", samples, value: "pixel4 tflite fp32", ...change }),
];

const report: Report = {
  conventions: "",
  methods: ["flops", "nnls", "flagship"].map((id) => ({ id, label: id, note: "" })),
  sources: [],
  missing: [],
  lines: [
    line({ split: "unseen families", within10: 0.62 }),
    line({}),
    line({ method: "flops", within10: 0.16 }),
    line({ method: "flagship", within10: 0.96 }),
    line({ by: "runtime and precision", value: "tflite fp32" }),
    line({ by: "all", value: "all" }),
    ...[100, 0, 10, 3].flatMap((samples) => unseen(samples)),
    line({ source: "rk3399", extent: "layers", value: "rk3399 armcl fp32" }),
    line({ source: "rk3399", value: "rk3399 armcl fp32" }),
    line({ source: "rk3399", value: "rk3399-gpu armcl fp32" }),
    line({ source: "rk3399", by: "all", value: "all", within10: 0.5 }),
    line({ source: "own", by: "all", value: "all", within10: 0.9 }),
  ],
};

const pixel4 = deviceById("pixel4")!;
const pi5 = deviceById("pi5")!;
const ask = (
  device = pixel4,
  runtime: "tflite" | "armcl" | "ncnn" | "ort" = "tflite",
  precision: "fp32" | "int8" = "fp32",
) => ({ device, runtime, precision }) as const;

test("a measured device has its own lines by split, the asked method first", () => {
  const { kind, groups, unseenDevices } = evidenceFor(report, ask(), "flagship");
  expect(kind).toBe("device");
  expect(groups.map(({ split }) => split)).toEqual(["unseen networks", "unseen families"]);
  expect(groups[0]?.lines.map(({ method }) => method)).toEqual(["flagship", "flops", "nnls"]);
  expect(unseenDevices).toEqual([]);
});

test("a device is found under the names that data sets give it", () => {
  const alias = { id: "mine", aliases: ["pixel4"] };
  expect(evidenceFor(report, { ...ask(), device: alias }, undefined).kind).toBe("device");
});

test("of two phones of one chip in one source, the one that bears the device's name counts", () => {
  const twice = { ...report, lines: [...report.lines, line({ value: "sd855 tflite fp32", within10: 0.1 })] };
  expect(pixel4.aliases).toContain("sd855");
  expect(evidenceFor(twice, ask(), "nnls").groups.map(({ value }) => value)).not.toContain("sd855 tflite fp32");
  const only = { ...report, lines: [line({ value: "sd855 tflite fp32" })] };
  expect(evidenceFor(only, ask(), "nnls").groups.map(({ value }) => value)).toEqual(["sd855 tflite fp32"]);
});

test("a device that was never measured gets its runtime on others, and the lines of unseen devices by samples", () => {
  const { kind, groups, unseenDevices } = evidenceFor(report, ask(pi5), "nnls");
  expect(kind).toBe("runtime");
  expect(groups.map(({ value }) => value)).toEqual(["tflite fp32"]);
  expect(unseenDevices.map(({ samples, by }) => [samples, by])).toEqual([
    [0, "all"],
    [3, "all"],
    [10, "all"],
    [100, "all"],
  ]);
});

test("where a source has one runtime and precision only, its lines over everything are of them", () => {
  const { kind, groups } = evidenceFor(report, ask(pi5, "armcl"), "nnls");
  expect([kind, groups.map(({ source, by }) => [source, by])]).toEqual(["runtime", [["rk3399", "all"]]]);
});

test("what nobody measured has neither; unseen devices remain", () => {
  const { kind, groups, unseenDevices } = evidenceFor(report, ask(pixel4, "ncnn", "int8"), "nnls");
  expect([kind, groups]).toEqual(["none", []]);
  expect(unseenDevices).toHaveLength(4);
});

test("whole networks come before single layers", () => {
  const { groups } = evidenceFor(report, ask(deviceById("rk3399"), "armcl"), undefined);
  expect(groups.map(({ extent }) => extent)).toEqual(["network", "layers"]);
});

test("the project's own measurements are of one server, which the report does not say by device", () => {
  const server = deviceById("epyc_zen3")!;
  const { kind, groups } = evidenceFor(report, ask(server, "ort"), undefined);
  expect([kind, groups.map(({ source }) => source)]).toEqual(["device", ["own"]]);
});

test("the learned predictor has a method of its own name; arithmetic ones have theirs", () => {
  expect([methodOf("gcn"), methodOf("roofline"), methodOf(undefined)]).toEqual(["flagship", "roofline", undefined]);
});

test.each([
  [0, "none"],
  [0.001, "fewer than 1 of 100"],
  [0.02, "2 of 100"],
  [0.84, "8 of 10"],
  [0.94, "9 of 10"],
  [0.969, "97 of 100"],
  [0.999, "more than 99 of 100"],
  [1, "all"],
])("a share of %f is %s", (share, words) => {
  expect(inTen(share)).toBe(words);
});

test("the verdict tells both splits of a device that was measured", () => {
  const evidence = evidenceFor(report, ask(), "nnls");
  expect(verdict(evidence, "Pixel 4, TFLite, fp32")).toBe(
    "For Pixel 4, TFLite, fp32, predictions within ±10 % of the measurement: 8 of 10 on unseen networks of known families, " +
      "6 of 10 on families that were never seen.",
  );
});

test("a method without lines gets no verdict", () => {
  expect(verdict(evidenceFor(report, ask(), "gbt"), "x")).toBe("");
});

test("of an unmeasured device the verdict tells what samples were worth elsewhere, and no figure of measured ones", () => {
  expect(verdict(evidenceFor(report, ask(pi5), "nnls"), "Pi")).toBe(
    "On devices that were never seen, predictions within ±10 % of the measurement, by the number of measurements given " +
      "of the device: none with 0, 2 of 100 with 3, 1 of 10 with 10, 5 of 10 with 100.",
  );
});

test("where no device was held out, its runtime and precision on others must do", () => {
  const bare: Report = { ...report, lines: report.lines.filter(({ split }) => split !== "unseen device") };
  expect(verdict(evidenceFor(bare, ask(pi5), "nnls"), "Pi")).toMatch(
    /^For this runtime and precision on other devices, predictions within ±10 % of the measurement: 8 of 10 on/,
  );
});
