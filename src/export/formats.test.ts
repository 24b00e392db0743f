import fc from "fast-check";
import { expect, test } from "vitest";
import type { Analysis } from "../engine/analysis.ts";
import { pixel4 } from "../device/catalog/pixel4.ts";
import { defaultCores } from "../device/core-set.ts";
import { nominalState } from "../device/roofline.ts";
import { roofline } from "../predict/roofline.ts";
import type { Target } from "../predict/predictor.ts";
import { ruleSetOf } from "../runtime/fusion/index.ts";
import { fusionOf } from "../runtime/fusion/kernels.ts";
import { analysisOf } from "../testing/analyze-text.ts";
import { csvCell, csvLine, csvText } from "./csv.ts";
import type { Findings } from "./findings.ts";
import { formats } from "./index.ts";
import { findingsJson, jsonText } from "./json.ts";
import { markdownText, plain } from "./markdown.ts";

const network = `
  x: float32[1,3,32,32]
  const w: float32[8,3,3,3]
  const v: float32[4,8,1,1]
  const shape: int64[2] = 1,-1
  a = Conv(x, w) pads=[1,1,1,1]
  b = Relu(a)
  c = Conv(b, v)
  y = Reshape(c, shape)
`;

const target: Target = {
  device: pixel4,
  cores: defaultCores(pixel4),
  runtime: "tflite",
  precision: "fp32",
  state: nominalState(pixel4, defaultCores(pixel4)) ?? expect.fail("the device has no state"),
};

async function findingsOf(analysis: Analysis): Promise<Findings> {
  const { nodes, edges, model } = analysis;
  const prepared = await roofline.prepare({ nodes, edges });
  return {
    analysis,
    forecast: { predictor: roofline, target, prediction: prepared.predict(target) },
    fusion: fusionOf(
      nodes,
      edges,
      ruleSetOf("tflite", "phone"),
      model.outputs.map(({ name }) => name),
    ),
  };
}

const renamed = (analysis: Analysis, name: string): Analysis => ({
  ...analysis,
  file: { ...analysis.file, name: `${name}.onnx` },
  nodes: analysis.nodes.map((node) => ({ ...node, name })),
});

/** A reader of RFC 4180, character by character, so that it shares nothing with the writer. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') cell += text.charAt((at += 1));
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "," || char === "\r") {
      row.push(cell);
      cell = "";
      if (char === ",") continue;
      expect(text.charAt((at += 1))).toBe("\n");
      rows.push(row);
      row = [];
    } else {
      if (char === "\n") throw new Error("a line ends without a carriage return");
      cell += char;
    }
  }
  expect([cell, row]).toEqual(["", []]);
  return rows;
}

/** Rows by the names of the columns. */
function records(text: string): readonly Readonly<Record<string, string>>[] {
  const [header = [], ...rows] = readCsv(text);
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(header.map((name, column) => [name, row[column] ?? ""])));
}

const sum = (rows: readonly Readonly<Record<string, string>>[], column: string): number =>
  rows.reduce(
    (total, row) => total + Number(row[column]) * (column === "latency_seconds" ? 1 : Number(row["times"])),
    0,
  );

test("CSV: one row a node with its kernel and shapes; columns add up to the totals and the latency", async () => {
  const findings = await findingsOf(analysisOf(network));
  const rows = records(csvText(findings));
  expect(rows.map(({ op }) => op)).toEqual(["Conv", "Relu", "Conv", "Reshape"]);
  expect(rows[0]).toMatchObject({
    kernel: "conv-relu",
    input_shapes: "1x3x32x32;8x3x3x3",
    output_shapes: "1x8x32x32",
    macs: String(32 * 32 * 8 * 3 * 9),
    params: String(8 * 3 * 9),
    traffic_bytes: String(4 * (3 * 32 * 32 + 8 * 27 + 8 * 32 * 32)),
    file: "test.onnx",
  });
  expect(rows[1]?.["kernel_id"]).toBe(rows[0]?.["kernel_id"]);
  // A view launches nothing, so it is in no kernel.
  expect(rows[3]).toMatchObject({ kernel: "", kernel_id: "", latency_seconds: "0" });
  expect(sum(rows, "macs")).toBe(findings.analysis.totals.macs);
  expect(sum(rows, "flops")).toBe(findings.analysis.totals.flops);
  expect(sum(rows, "latency_seconds")).toBeCloseTo(findings.forecast?.prediction.latencySeconds ?? Number.NaN, 12);
  expect(sum(rows, "latency_share")).toBeCloseTo(1, 9);
});

test("CSV: what is unknown is an empty cell or a question mark, never 0; nothing predicted leaves its columns empty", () => {
  const analysis = analysisOf("x: float32[?,3]\n y = Relu(x)");
  const nodes = analysis.nodes.map((node) => ({ ...node, macs: undefined, outputs: [] }));
  const open = { ...analysis, nodes };
  const [row] = records(csvText({ analysis: open, forecast: undefined, fusion: undefined }));
  expect(row).toMatchObject({ macs: "", kernel: "", latency_seconds: "", latency_share: "", output_shapes: "" });
  const unknown = analysisOf("x: float32[1,3]\n y = nobody.Knows(x)");
  const [other] = records(csvText({ analysis: unknown, forecast: undefined, fusion: undefined }));
  expect(other).toMatchObject({ flops: "", output_shapes: "unknown", traffic_bytes: "" });
});

test("CSV: whatever the names, cells come back as they were written", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (cells) => {
      expect(readCsv(csvLine(cells))).toEqual([cells]);
    }),
  );
  expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
  expect(csvCell(" 1")).toBe('" 1"');
  expect(csvCell(1e-7)).toBe("1e-7");
  expect(csvCell(Number.NaN)).toBe("");
});

const awkward = [
  'a,b;"c"',
  "two\r\nlines",
  "pipe | and \\",
  "層/conv·é😀",
  "=1+1",
  "<img src=x>",
  "1. `*_[x](y)",
  "--- ",
];

test.each(awkward)("every format carries the name %j", async (name) => {
  const findings = await findingsOf(renamed(analysisOf(network), name));
  const rows = records(csvText(findings));
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row).toMatchObject({ name, file: `${name}.onnx` });
  const json = JSON.parse(jsonText(findings));
  expect(json.nodes[0].name).toBe(name);
  // Each row of a table has as many bars that are not escaped as the header over it.
  const lines = markdownText(findings).split("\n");
  const bars = (line: string): number => line.replaceAll(/\\./g, "").split("|").length - 1;
  const nodes = lines.slice(lines.findIndex((line) => line.startsWith("| Node ")));
  const rowsOfNodes = nodes.slice(0, nodes.indexOf(""));
  expect(rowsOfNodes).toHaveLength(2 + 3);
  expect(new Set(rowsOfNodes.map(bars))).toEqual(new Set([11]));
  expect(lines[0]).toBe(`# ${plain(`${name}.onnx`)}`);
});

test("Markdown: signs are escaped, and what is none stays readable", () => {
  expect(plain("layer1.0.conv-1/x")).toBe("layer1.0.conv-1/x");
  expect(plain("a|b<c>*d*_e_`f`[g](h)")).toBe("a\\|b\\<c\\>\\*d\\*\\_e\\_\\`f\\`\\[g\\](h)");
  expect(plain("# x")).toBe("\\# x");
  expect(plain("12. x")).toBe("12\\. x");
  expect(plain("a\n\n- b")).toBe("a - b");
  expect(plain("https://x.y www.z")).toBe("https:\\/\\/x.y www\\.z");
});

test("JSON: the analysis as the command line writes it, with the prediction or null", async () => {
  const findings = await findingsOf(analysisOf(network));
  const json = JSON.parse(jsonText(findings));
  expect(json).toMatchObject({ schema: "ridgepoint.analysis/1", totals: { macs: findings.analysis.totals.macs } });
  expect(json.prediction).toMatchObject({ schema: "ridgepoint.prediction/1", device: "pixel4", predictor: "roofline" });
  expect(json.prediction.nodes).toHaveLength(json.nodes.length);
  expect(findingsJson({ ...findings, forecast: undefined }).prediction).toBeNull();
});

test("Markdown: totals, what the prediction holds for, the 20 costliest nodes, every warning", async () => {
  const chain = Array.from({ length: 30 }, (_, index) => `t${index + 1} = Exp(t${index})`);
  const findings = await findingsOf(analysisOf(["t0: float32[n,64]", ...chain].join("\n")));
  const text = markdownText(findings);
  expect(text).toContain("| Device | Google Pixel 4, Snapdragon 855 |");
  expect(text).toContain("| Predictor | Roofline bound |");
  expect(text).toContain("## Costliest nodes (20 of 30, by latency)");
  expect(text.match(/\| Exp \|/g)).toHaveLength(20);
  const warnings = [...(findings.forecast?.prediction.warnings ?? []), ...findings.analysis.problems];
  expect(warnings.length).toBeGreaterThan(0);
  expect(text.slice(text.indexOf("## Warnings")).match(/^- /gm)).toHaveLength(warnings.length);
  const alone = markdownText({ ...findings, forecast: undefined });
  expect(alone).toContain("Nothing was predicted.");
  expect(alone).toContain("(20 of 30, by FLOPs)");
});

test("the list names each format once", () => {
  expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
  expect(new Set(formats.map(({ extension }) => extension)).size).toBe(formats.length);
});
