/** Recognises files that are often taken for ONNX models, by their first bytes. */
import type { Lookalike } from "../base/problem.ts";

/** File signatures at an offset. Source: the formats' specifications and https://en.wikipedia.org/wiki/List_of_file_signatures. */
const signatures: readonly (readonly [offset: number, signature: string, lookalike: Lookalike])[] = [
  [0, "\x1f\x8b", "gzip"],
  [0, "\x00\x05\x16\x07", "appledouble"],
  [4, "ORTM", "ort"],
  [4, "TFL3", "tflite"],
  [0, "\x89HDF\r\n\x1a\n", "hdf5"],
  [0, "\x89PNG\r\n\x1a\n", "image"],
  [0, "\xff\xd8\xff", "image"],
  [0, "GIF8", "image"],
  [8, "WEBP", "image"],
  [0, "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46", "pytorch"],
];

/** What the file is instead of an ONNX model, as far as its beginning tells; undefined when it may be one. */
export function sniff(bytes: Uint8Array): Lookalike | undefined {
  const head = latin1(bytes);
  const found = signatures.find(([offset, signature]) => head.startsWith(signature, offset));
  if (found !== undefined) return found[2];
  // A PyTorch checkpoint is a zip archive whose first entry is NAME/data.pkl.
  if (head.startsWith("PK\x03\x04")) return /\/data\.pkl|\/version|constants\.pkl/.test(head) ? "pytorch" : "zip";
  if (isTensorFlow(head)) return "tensorflow";
  return isText(head) ? kindOfText(head) : undefined;
}

/** The first bytes as text, one character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes.subarray(0, 4096)) text += String.fromCharCode(byte);
  return text;
}

/** SavedModel: version 1, then a MetaGraphDef. GraphDef: a NodeDef with a name (1) and one of the usual first operators (2). */
function isTensorFlow(head: string): boolean {
  if (head.startsWith("\x08\x01\x12")) return /serve|tensorflow|saved_model/i.test(head);
  const node = head.startsWith("\n") ? head.slice(1, 120) : "";
  return ["Placeholder", "Const", "VariableV2", "VarHandleOp"].some((op) =>
    node.includes(`\x12${String.fromCharCode(op.length)}${op}`),
  );
}

/** Printable characters and white space only, apart from UTF-8. */
// oxlint-disable-next-line no-control-regex -- control characters are what text does not have
const isText = (head: string): boolean => head.length > 0 && !/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(head);

function kindOfText(head: string): Lookalike {
  const start = head.replace(/^\xef\xbb\xbf/, "").trimStart();
  if (start.startsWith("version https://git-lfs.github.com/spec/")) return "lfs-pointer";
  if (/^<(!doctype|html|head|body|\?xml|!--)/i.test(start)) return "html";
  if (/^[{[]/.test(start)) return "json";
  return "text";
}
