/** The resolution of a PNG, which canvases do not write: without it, programs take a figure of 600 dpi for a poster. */
import { crc32 } from "../base/crc32.ts";

const signatureLength = 8;
/** "pHYs" */
const name = [0x70, 0x48, 0x59, 0x73];
const metresPerInch = 0.0254;

/** The image with a pHYs chunk after its header (PNG 1.2, 4.2.4.2): pixels per metre, the same both ways. */
export function withResolution(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  // Length, name and checksum around the fields of IHDR, which always comes first.
  const at = signatureLength + 12 + view.getUint32(signatureLength);
  const chunk = new Uint8Array(21);
  const fields = new DataView(chunk.buffer);
  const perMetre = Math.round(dpi / metresPerInch);
  fields.setUint32(0, 9);
  chunk.set(name, 4);
  fields.setUint32(8, perMetre);
  fields.setUint32(12, perMetre);
  fields.setUint8(16, 1);
  fields.setUint32(17, crc32(chunk.subarray(4, 17)));
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, at));
  out.set(chunk, at);
  out.set(png.subarray(at), at + chunk.length);
  return out;
}
