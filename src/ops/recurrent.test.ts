import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const inputs = (gates: number, directions = 1) =>
  `x: float32[10,2,16]\n const w: float32[${directions},${gates * 32},16]\n const r: float32[${directions},${gates * 32},32]\n`;

test("LSTM: steps·batch·4·hidden·(inputs + hidden) multiply-accumulates", () => {
  const node = lastNode(`${inputs(4)} y, h, c = LSTM(x, w, r) hidden_size=32`);
  expect(node.outputs).toEqual(["float32[10,1,2,32]", "float32[1,2,32]", "float32[1,2,32]"]);
  expect(node.macs).toBe(10 * 2 * 4 * 32 * (16 + 32));
  // Per hidden unit: 4 additions of products, three sigmoids of 4, tanh, 3 for the cell, 2 for the output.
  expect(node.flops).toBe(10 * 2 * 32 * (4 + 12 + 1 + 3 + 2));
});

test("two directions are twice the work", () => {
  const node = lastNode(`${inputs(4, 2)} y = LSTM(x, w, r) hidden_size=32 direction="bidirectional"`);
  expect(node).toMatchObject({ output: "float32[10,2,2,32]", macs: 2 * 10 * 2 * 4 * 32 * 48 });
});

test("GRU has three gates, RNN one; the hidden size may come from the weights", () => {
  expect(lastNode(`${inputs(3)} y = GRU(x, w, r)`).macs).toBe(10 * 2 * 3 * 32 * 48);
  expect(lastNode(`${inputs(1)} y = RNN(x, w, r)`).macs).toBe(10 * 2 * 32 * 48);
});

test("layout 1 puts the batch first", () => {
  expect(lastNode(`${inputs(4)} y, h = LSTM(x, w, r) hidden_size=32 layout=1`).outputs).toEqual([
    "float32[10,2,1,32]",
    "float32[10,1,32]",
  ]);
});

test("sequence lengths may shorten the work: it is noted", () => {
  const node = lastNode(`${inputs(4)} n: int32[2]\n y = LSTM(x, w, r, _, n) hidden_size=32`);
  expect(node.notes).toEqual(["counted for the full length of every sequence"]);
});

test("an output of negative size is a contradiction, whichever rule gives it", () => {
  const text = "x: float32[5,2,16]\n const w: float32[1,32,16]\n const r: float32[1,32,8]";
  const { output, problems } = lastNode(`${text}\n y, h = LSTM(x, w, r) hidden_size=-1`);
  expect(problems[0]).toMatch("gives an output of size -1");
  expect(output).toBe("?");
});
