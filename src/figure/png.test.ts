import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { crc32 } from "../base/crc32.ts";
import { withResolution } from "./png.ts";

const chunk = (name: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};

const png = Buffer.concat([
  Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
  chunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
  chunk("IDAT", deflateSync(Buffer.from([0, 255]))),
  chunk("IEND", Buffer.alloc(0)),
]);

test("600 dpi are 23622 pixels a metre, in a pHYs chunk right after the header; the rest stays", () => {
  const out = Buffer.from(withResolution(png, 600));
  expect(out.subarray(0, 33)).toEqual(png.subarray(0, 33));
  expect(out.subarray(33, 54)).toEqual(chunk("pHYs", Buffer.from([0, 0, 0x5c, 0x46, 0, 0, 0x5c, 0x46, 1])));
  expect(out.subarray(54)).toEqual(png.subarray(33));
});

test("the checksum of IEND is that of the PNG specification, that of '123456789' the catalogue's", () => {
  expect(crc32(Buffer.from("IEND"))).toBe(0xae426082);
  expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
});
