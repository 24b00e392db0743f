import { expect, test } from "vitest";
import { joinDropped, leastOf, sift } from "./sift.ts";
import { parseTable } from "./table.ts";
import { untar } from "./tar.ts";

test("a record is counted once, under the first rule that drops it", () => {
  const rules = [
    { reason: "odd", drops: (value: number) => value % 2 === 1 },
    { reason: "small", drops: (value: number) => value < 4 },
    { reason: "never", drops: () => false },
  ];
  expect(sift([1, 2, 3, 4, 6], rules)).toEqual({
    kept: [4, 6],
    dropped: [
      { reason: "odd", count: 2 },
      { reason: "small", count: 1 },
    ],
  });
});

test("of equal keys the least stays", () => {
  const { kept, dropped } = leastOf(
    [3.5, 3.1, 4.2],
    (value) => String(Math.floor(value)),
    (value) => value,
    "slower",
  );
  expect(kept).toEqual([3.1, 4.2]);
  expect(joinDropped([dropped, dropped])).toEqual([{ reason: "slower", count: 2 }]);
});

test("quoted cells may hold commas and quotes", () => {
  expect(parseTable('a,b,c\n1,"x, ""y""",\n')).toEqual([{ a: "1", b: 'x, "y"', c: "" }]);
});

test("files of an archive by name, directories left out", () => {
  const header = (name: string, size: number, type: string): Uint8Array => {
    const block = new Uint8Array(512);
    const text = new TextEncoder();
    block.set(text.encode(name));
    block.set(text.encode(size.toString(8).padStart(11, "0")), 124);
    block.set(text.encode(type), 156);
    return block;
  };
  const body = new Uint8Array(512);
  body.set(new TextEncoder().encode("hello"));
  const parts = [header("./d/", 0, "5"), header("./d/a.txt", 5, "0"), body, new Uint8Array(1024)];
  expect(untar(new Uint8Array(parts.flatMap((part) => [...part])))).toEqual(new Map([["d/a.txt", "hello"]]));
});
