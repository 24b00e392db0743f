import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { analysisOf } from "../testing/analyze-text.ts";
import { columns } from "./columns.ts";
import { csvText } from "./csv.ts";
import type { Findings } from "./findings.ts";
import { parquetBytes } from "./parquet.ts";

const findingsOf = (text: string, name?: string): Findings => {
  const analysis = analysisOf(text);
  const nodes = analysis.nodes.map((node) => (name === undefined ? node : { ...node, name }));
  return { analysis: { ...analysis, nodes }, forecast: undefined, fusion: undefined };
};

const read = (findings: Findings) => parquetReadObjects({ file: parquetBytes(findings).buffer });

const network = `
  x: float32[1,3,32,32]
  const w: float32[8,3,3,3]
  a = Conv(x, w) pads=[1,1,1,1]
  y = Relu(a)
`;

test("another reader finds the columns of the CSV, numbers as numbers: 32·32·8 outputs of 3·9 MACs each", async () => {
  const findings = findingsOf(network);
  const rows = await read(findings);
  expect(rows).toHaveLength(2);
  expect(Object.keys(rows[0]!)).toEqual(csvText(findings).split("\r\n")[0]!.split(","));
  expect(rows[0]).toMatchObject({
    op: "Conv",
    input_shapes: "1x3x32x32;8x3x3x3",
    macs: 32 * 32 * 8 * 3 * 9,
    traffic_bytes: 4 * (3 * 32 * 32 + 8 * 27 + 8 * 32 * 32),
    file: "test.onnx",
  });
  const { row_groups: groups, num_rows: count } = parquetMetadata(parquetBytes(findings).buffer);
  expect(count).toBe(2n);
  const types = groups[0]?.columns.map(({ meta_data: data }) => data?.type);
  expect(types).toEqual(columns.map(({ type }) => (type === "text" ? "BYTE_ARRAY" : "DOUBLE")));
});

test("what is unknown is null, never 0 and never a text", async () => {
  const [row] = await read(findingsOf("x: float32[1,3]\n y = nobody.Knows(x)"));
  expect(row).toMatchObject({ flops: null, traffic_bytes: null, latency_seconds: null, kernel: null });
  expect(row).toMatchObject({ output_shapes: "unknown", times: 1 });
});

test.each(['a,b;"c"', "two\r\nlines", "層/conv·é😀", "=1+1", ""])("the name %j comes back", async (name) => {
  const rows = await read(findingsOf(network, name));
  expect(rows.map((row) => row["name"])).toEqual([name, name]);
});

test("more rows than one group, and none at all", async () => {
  const chain = Array.from({ length: 1500 }, (_, index) => `t${index + 1} = Exp(t${index})`);
  const rows = await read(findingsOf(["t0: float32[1,64]", ...chain].join("\n")));
  expect(rows).toHaveLength(1500);
  expect(rows.every(({ write_bytes: bytes }) => bytes === 256)).toBe(true);
  const findings = findingsOf(network);
  expect(await read({ ...findings, analysis: { ...findings.analysis, nodes: [] } })).toEqual([]);
});
