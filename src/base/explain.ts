/** Problems in plain sentences: what happened, then what to do. The only place with texts of problems. */
import type { FileProblem, Lookalike, ModelProblem } from "./problem.ts";

const lookalikes: Readonly<Record<Lookalike, string>> = {
  html: "It is a web page, not a model: the download probably saved the page around the file. Use the site's raw download.",
  "lfs-pointer":
    "It is a Git LFS pointer, a few lines that stand for the real file. Run `git lfs pull` and drop the file again.",
  zip: "It is a zip archive. Unpack it and drop the .onnx file that is inside.",
  gzip: "It is a gzip archive. Unpack it and drop the .onnx file that is inside.",
  appledouble:
    "It is an AppleDouble file (its name starts with ._): macOS metadata. Drop the file of the same name without ._ instead.",
  ort: "It is an ORT-format model (FlatBuffers). Drop the .onnx file it was made from.",
  tflite: "It is a TensorFlow Lite model. Convert it to ONNX first, for example with tf2onnx.",
  pytorch: "It is a PyTorch checkpoint. Export the model with torch.onnx.export and drop the result.",
  hdf5: "It is an HDF5 file, perhaps Keras weights. Convert the model to ONNX first.",
  json: "It is a JSON file. Ridgepoint opens .onnx files.",
  text: "It is a text file. Ridgepoint opens .onnx files and ONNX in protobuf text form (.onnxtxt).",
  image: "It is an image. Ridgepoint opens .onnx files.",
  tensorflow: "It is a TensorFlow graph. Convert it to ONNX first, for example with tf2onnx.",
};

/** The sentence for a problem of a file or of a model. */
export function explain(problem: FileProblem | ModelProblem): string {
  const where = "node" in problem && problem.node !== undefined ? ` (node ${problem.node})` : "";
  return sentence(problem) + where;
}

function sentence(problem: FileProblem | ModelProblem): string {
  switch (problem.code) {
    case "empty-file":
      return "The file is empty. Perhaps a download was cut off; fetch it again.";
    case "unreadable":
      return `The file cannot be read: ${problem.detail}.`;
    case "not-onnx":
      return `This is not an ONNX model. ${problem.lookalike === undefined ? `Reading stopped at byte ${problem.byteOffset}.` : lookalikes[problem.lookalike]}`;
    case "truncated":
      return `The file ends too early, at byte ${problem.byteOffset} (${problem.detail}). Fetch it again.`;
    case "malformed":
      return `The file is damaged at byte ${problem.byteOffset}: ${problem.detail}.`;
    case "too-deep":
      return `The file nests messages more than ${problem.limit} deep at byte ${problem.byteOffset}, which no real model does.`;
    case "too-large":
      return `The model is too large to analyse: ${problem.detail}.`;
    case "no-graph":
      return "The file is an ONNX model without a graph, so there is nothing to analyse.";
    case "cyclic-graph":
      return `The graph has a cycle, so no order of execution exists. Nodes that wait for each other: ${problem.nodes.join(", ")}.`;
    case "bad-option":
      return `${problem.detail}.`;
    case "unknown-operator":
      return `Operator ${problem.detail} is not known here; its cost and the shapes behind it stay unknown.`;
    case "unknown-shape":
      return `The shape cannot be known: ${problem.detail}.`;
    case "bad-node":
      return `The node does not fit its operator's definition: ${problem.detail}.`;
    case "contradiction":
      return `The file declares another shape than the operators give: ${problem.detail}. The inferred shape is used.`;
    case "external-data":
      return `Weights lie in another file, which is not beside the model: ${problem.detail}.`;
    case "unsafe-location":
      return `The model asks for a file that is not in its own folder. That is refused: ${problem.detail}.`;
    case "short-file":
      return `A file of weights ends too early: ${problem.detail}. Fetch it again.`;
    case "missing-data":
      return `Values are missing in the file: ${problem.detail}.`;
    case "duplicate-name":
      return `A name is used twice: ${problem.detail}.`;
    case "undefined-input":
      return `The value ${problem.detail} is used but nothing gives it.`;
    case "unsorted":
      return `The nodes of ${problem.detail} were not in execution order; they were sorted.`;
    case "assumed-dim":
      return `A size was assumed: ${problem.detail}.`;
    case "opset":
      return `Operator set: ${problem.detail}.`;
    case "format":
      return `${problem.detail}.`;
  }
}
