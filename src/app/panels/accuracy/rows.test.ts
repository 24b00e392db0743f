import { expect, test } from "vitest";
import type { Line, Report } from "./report.ts";
import { barGroups, barsText, choicesOf, csvOf, formatFilter, parseFilter, shownLines, withPart } from "./rows.ts";

const line = (source: string, split: string, by: string, method: string, within10: number): Line => ({
  source,
  split,
  samples: undefined,
  extent: "network",
  by,
  value: by === "all" ? "all" : "pixel4, tflite",
  method,
  rows: 10,
  cases: 10,
  within10,
  within5: undefined,
  mape: 0.1,
  rmspe: undefined,
  spearman: undefined,
  interval80: undefined,
});

const report: Report = {
  conventions: "",
  methods: [{ id: "nnls", label: "least squares", note: "" }],
  sources: [],
  missing: [],
  lines: [
    line("qed", "unseen networks", "all", "flops", 0.14),
    line("qed", "unseen networks", "all", "nnls", 0.76),
    line("qed", "unseen networks", "device", "nnls", 0.8),
    line("qed", "unseen families", "all", "nnls", 0.6),
    line("ncnn", "unseen networks", "all", "nnls", 0.4),
  ],
};

test("without a choice the first source's networks stand together; the address keeps any choice", () => {
  expect(parseFilter(undefined, report)).toEqual({ source: "qed", split: "unseen networks", by: "all" });
  for (const filter of [
    { source: "qed", split: undefined, by: "device" },
    { source: undefined, split: undefined, by: undefined },
  ]) {
    expect(parseFilter(formatFilter(filter), report)).toEqual(filter);
  }
  expect(formatFilter({ source: "qed", split: undefined, by: "device" })).toBe("qed/*/device");
});

test("each part of a filter narrows the lines, and offers nothing that would leave none", () => {
  const filter = parseFilter("qed/unseen networks/*", report);
  expect(shownLines(report, filter)).toHaveLength(3);
  expect(choicesOf(report, filter, "split")).toEqual(["unseen networks", "unseen families"]);
  expect(choicesOf(report, parseFilter("ncnn/*/*", report), "split")).toEqual(["unseen networks"]);
});

test("a part that does not go with the others takes them back", () => {
  const filter = parseFilter("qed/unseen networks/device", report);
  expect(withPart(report, filter, "source", "ncnn")).toEqual({ source: "ncnn", split: undefined, by: "all" });
  expect(withPart(report, filter, "by", "all")).toEqual({ ...filter, by: "all" });
});

test("bars are of whole sources, the best method first, and say the same in words", () => {
  const [group, ...others] = barGroups(report, parseFilter("qed/unseen networks/device", report));
  expect(others).toEqual([]);
  expect(group && barsText(group)).toBe(
    "Within ±10 % on QED mobile benchmark, unseen networks: least squares 76.0 %, flops 14.0 %.",
  );
});

test("CSV has every figure, an unknown one as nothing, and quotes what has a comma", () => {
  const [head, row] = csvOf(shownLines(report, parseFilter("qed/*/device", report))).split("\r\n");
  expect(head).toBe(
    "source,split,samples,extent,by,value,method,rows,cases,within5,within10,mape,rmspe,spearman,interval80",
  );
  expect(row).toBe('qed,unseen networks,,network,device,"pixel4, tflite",nnls,10,10,,0.8,0.1,,,');
});
