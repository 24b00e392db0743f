import fc from "fast-check";
import { expect, test } from "vitest";
import { product } from "../../../cost/conv/algorithm.ts";
import { columnElements } from "../../../cost/conv/im2col.ts";
import type { Window } from "../../../cost/node-cost.ts";
import {
  axisOf,
  columnMemory,
  columnsAround,
  copiesOf,
  pixelAt,
  readersOf,
  rowCount,
  sight,
  strideQuiz,
  withStride,
} from "./columns.ts";

const layer: Window = {
  kind: "conv",
  batch: 1,
  inputChannels: 64,
  outputChannels: 64,
  groups: 1,
  input: [56, 56],
  output: [56, 56],
  kernel: [3, 3],
  strides: [1, 1],
  dilations: [1, 1],
  pads: [1, 1, 1, 1],
};

/** Small windows of every stride, dilation and padding, with the output that follows from them. */
const windows = fc
  .record({
    channels: fc.integer({ min: 1, max: 3 }),
    size: fc.tuple(fc.integer({ min: 5, max: 9 }), fc.integer({ min: 5, max: 9 })),
    kernel: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    pad: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ channels, size, kernel, stride, dilation, pad }) =>
    withStride(
      {
        ...layer,
        inputChannels: channels,
        input: size,
        kernel,
        dilations: [dilation, dilation],
        pads: [pad, pad, pad, pad],
      },
      stride,
    ),
  );

test("row 0 of column 0 is the pixel up and left of the first one, in the padding; row 4 is the first pixel", () => {
  expect(pixelAt(layer, 0, 0)).toEqual({ channel: 0, y: -1, x: -1, isPad: true });
  expect(pixelAt(layer, 4, 0)).toEqual({ channel: 0, y: 0, x: 0, isPad: false });
  // Column 57 is output (1, 1); row 9 + 5 is channel 1, r = 1, s = 2.
  expect(pixelAt(layer, 14, 57)).toEqual({ channel: 1, y: 1, x: 2, isPad: false });
});

test("each pixel is in the matrix as often as copiesOf tells, and all together with the padding fill it", () => {
  fc.assert(
    fc.property(windows, (window) => {
      const counted = new Map<string, number>();
      let pads = 0;
      for (let row = 0; row < rowCount(window); row += 1)
        for (let column = 0; column < product(window.output); column += 1) {
          const { channel, y, x, isPad } = pixelAt(window, row, column);
          if (isPad) pads += 1;
          else counted.set(`${channel},${y},${x}`, (counted.get(`${channel},${y},${x}`) ?? 0) + 1);
        }
      let sum = 0;
      for (let channel = 0; channel < window.inputChannels; channel += 1)
        for (let y = 0; y < axisOf(window, 0).input; y += 1)
          for (let x = 0; x < axisOf(window, 1).input; x += 1) {
            const copies = copiesOf(window, { y, x });
            expect(counted.get(`${channel},${y},${x}`) ?? 0).toBe(copies);
            sum += copies;
          }
      expect(sum + pads).toBe(columnElements(window));
    }),
    { numRuns: 60 },
  );
});

test("a 3x3 kernel reads an inner pixel nine times at stride 1, a corner four times, and at stride 2 one to four times", () => {
  expect(copiesOf(layer, { y: 20, x: 20 })).toBe(9);
  expect(copiesOf(layer, { y: 0, x: 0 })).toBe(4);
  const strided = withStride(layer, 2);
  expect(strided.output).toEqual([28, 28]);
  expect([20, 21].map((index) => readersOf(axisOf(strided, 0), index))).toEqual([1, 2]);
});

test("the part that is drawn always holds the whole receptive field", () => {
  fc.assert(
    fc.property(windows, fc.nat(), (window, seed) => {
      const axis = axisOf(window, 0);
      const output = seed % axis.output;
      const shown = sight(axis, output, 6);
      for (let tap = 0; tap < axis.kernel; tap += 1)
        expect(shown).toContain(output * axis.stride - axis.pad + tap * axis.dilation);
    }),
  );
});

test("columns around one hold it, also at both ends", () => {
  expect(columnsAround(layer, 0, 5)).toEqual([0, 1, 2, 3, 4]);
  expect(columnsAround(layer, 100, 5)).toEqual([98, 99, 100, 101, 102]);
  expect(columnsAround(layer, 3135, 5)).toEqual([3131, 3132, 3133, 3134, 3135]);
});

test("56x56x64 with 3x3: 0.80 MB become 7.23 MB, nine times as much, written and read once", () => {
  const memory = columnMemory({ ...layer, batch: 8 }, 4);
  expect(memory.input).toBe(64 * 56 * 56 * 4);
  expect(memory.columns).toBe(64 * 9 * 56 * 56 * 4);
  expect(memory.ratio).toBe(9);
  expect(memory.traffic).toBe(2 * memory.columns);
  expect(memory.slices).toBe(128 * 128 * 4);
  expect(memory.pointers).toBe(9 * 56 * 56 * 8);
});

test("the question has one right answer: a quarter of the columns at stride 2, four times as many back at 1", () => {
  const right = ({ choices }: ReturnType<typeof strideQuiz>) => choices.filter(({ isRight }) => isRight);
  expect(right(strideQuiz(layer)).map(({ text }) => text)).toEqual(["0.25× as large"]);
  expect(right(strideQuiz(withStride(layer, 2))).map(({ text }) => text)).toEqual(["4× as large"]);
});
