/** What is judged: per source its rows, and how they are split. Chosen before any result was seen. */
import type { AtlasRow, SourceId } from "../atlas/row.ts";
import { limitSentence } from "./limit.ts";
import { eachNetwork, type Fold, shareOf, unseenDevices, unseenFamilies, unseenNetworks } from "./splits.ts";

export interface Plan {
  readonly source: SourceId;
  /** What a reader must know of the rows: printed above the table. */
  readonly note: string;
  readonly rows: (all: readonly AtlasRow[]) => readonly AtlasRow[];
  readonly folds: (rows: readonly AtlasRow[]) => readonly Fold[];
  /** What the rows themselves say of how well they can be predicted, printed behind the note. */
  readonly limit?: (rows: readonly AtlasRow[]) => string;
}

const counts = [0, 3, 10, 100] as const;

const isPhoneFloat = ({ runtime, precision }: AtlasRow): boolean => runtime === "tflite" && precision === "fp32";

export const plans: readonly Plan[] = [
  {
    source: "qed",
    note:
      "All networks, phones, sets of cores, both runtimes, fp32, int8 and GPU (fp16); five parts of the networks, each family " +
      "once. Unseen device: TFLite fp32 on CPUs; samples are per set of cores, at most the training networks (about 65).",
    rows: (all) => all,
    folds: (rows) => [
      ...unseenNetworks("qed", rows, 5),
      ...unseenFamilies("qed", rows),
      ...unseenDevices("qed", rows.filter(isPhoneFloat), counts),
    ],
  },
  {
    source: "nb201-pi5",
    note: "Three cells of ten, by hash (speed); one of five parts of them is the test. Three input sizes.",
    rows: (all) => shareOf(all, 0.3),
    folds: (rows) => unseenNetworks("nb201-pi5", rows, 1),
  },
  {
    source: "nb201-phones",
    note:
      "One cell of ten, by hash (speed); one of five parts of them is the test. Unseen device: those whose rows are fp32 on a CPU " +
      "or, where the source does not say, on the whole device; GPUs and accelerators are left to the first split.",
    rows: (all) => shareOf(all, 0.1),
    folds: (rows) => [
      ...unseenNetworks("nb201-phones", rows, 1),
      ...unseenDevices("nb201-phones", rows.filter(isProcessor), counts),
    ],
  },
  {
    source: "rk3399",
    note:
      "Each network out once, in both of its builds (one fuses nodes, the other nothing), at every clock; layers and whole networks " +
      "(their sums) have tables of their own.",
    rows: (all) => all,
    folds: (rows) => eachNetwork("rk3399", rows),
  },
  {
    source: "dag-scheduler",
    note: "Single convolutions inside MNN; each of the eight networks out once.",
    rows: (all) => all,
    folds: (rows) => eachNetwork("dag-scheduler", rows),
  },
  {
    source: "ncnn",
    note: "Whole networks; five parts by name. Families put detectors beside their backbone.",
    rows: (all) => all,
    folds: (rows) => [...unseenNetworks("ncnn", rows, 5), ...unseenFamilies("ncnn", rows)],
  },
  {
    source: "tophub",
    note: "Single convolutions by shape; one of five parts is the test.",
    rows: (all) => all,
    folds: (rows) => unseenNetworks("tophub", rows, 1),
  },
  {
    source: "tract",
    note: "Single matrix products by sizes; one of five parts is the test.",
    rows: (all) => all,
    folds: (rows) => unseenNetworks("tract", rows, 1),
  },
  {
    source: "own",
    note:
      "Generated networks under ONNX Runtime on a server core, alone and beside loads and streams; five parts of the networks, each " +
      "family once. Every load and stream is a configuration of its own for the methods that fit them apart.",
    rows: (all) => all,
    folds: (rows) => [...unseenNetworks("own", rows, 5), ...unseenFamilies("own", rows)],
    limit: limitSentence,
  },
];

const notProcessors = /gpu|dsp|vpu|tpu|titan|1080ti|2080ti/;
const isProcessor = ({ device, precision }: AtlasRow): boolean => precision === "fp32" && !notProcessors.test(device);
