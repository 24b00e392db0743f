import fc from "fast-check";
import { expect, test } from "vitest";
import { latencyLines, latencyTable } from "./latency-table.ts";

test("columns are found by name, in any order, and quoted paths may hold commas", () => {
  const csv = 'device,latency_seconds,file\r\nphone,0.02,"nets/a, b.onnx"\r\n\r\nphone, 1e-3 ,c.onnx\r\n';
  expect(latencyLines(csv)).toEqual({
    ok: true,
    value: [
      { file: "nets/a, b.onnx", seconds: 0.02 },
      { file: "c.onnx", seconds: 0.001 },
    ],
  });
});

test.each([
  ["", "the columns file and latency_seconds are needed"],
  ["file,ms\na.onnx,20", "the columns file and latency_seconds are needed"],
  ["file,latency_seconds\na.onnx,", '"" is no latency in seconds'],
  ["file,latency_seconds\na.onnx,-1", '"-1" is no latency in seconds'],
  ["file,latency_seconds\na.onnx,20 ms", '"20 ms" is no latency in seconds'],
])("%j is refused with a reason", (csv, problem) => {
  expect(latencyLines(csv)).toEqual({ ok: false, problem });
});

test("what is written is read again", () => {
  const name = fc.stringMatching(/^[\w",./ -]*[\w"]$/).map((text) => `${text}.onnx`.trim());
  const line = fc.record({ file: name, seconds: fc.double({ min: 1e-9, max: 1e3, noNaN: true }) });
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      expect(latencyLines(latencyTable(lines))).toEqual({ ok: true, value: lines });
    }),
  );
});
