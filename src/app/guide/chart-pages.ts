/** A page for each chart of `panels/charts.ts`, by its id. */
import type { GuidePage } from "./page.ts";

export const chartPages: readonly GuidePage[] = [
  {
    id: "roofline",
    title: "Roofline",
    region: "Roofline",
    lead: "Which nodes wait for memory, which for arithmetic, and how far each could go.",
    sections: [
      {
        title: "How to read it",
        lines: [
          ["Across", "Intensity: FLOPs per byte. Up: FLOPs per second. Both logarithmic."],
          [
            "Roof",
            "The slope is the bandwidth, the flat part the peak; they meet at the ridge point. The dashed one is the device at its best, where the state has lowered it.",
          ],
          [
            "Dots",
            "Nodes, at the pace that was predicted for them. The distance to the roof is what is left to gain. Colour and shape tell the kind of operator.",
          ],
        ],
      },
      {
        title: "Kinds",
        lines: [
          ["DRAM", "Each byte once; a dot per node."],
          ["Hierarchical", "A dot per memory level, at FLOPs per byte of that level: which level binds."],
          ["Cache-aware", "FLOPs per byte that the core loads and stores, under a roof per level."],
          ["Ceilings", "Lower roofs: without SIMD, without FMA, on fewer cores."],
        ],
      },
    ],
    lessons: ["roofline", "flops"],
  },
  {
    id: "energy",
    title: "Energy",
    region: "Energy",
    lead: "How much energy one inference takes by published unit energies, and where it goes.",
    sections: [
      {
        title: "How to read it",
        lines: [
          [
            "Band",
            "From arithmetic alone to arithmetic with the overhead of its instructions; memories by the next published sizes. One number would pretend to know more.",
          ],
          ["Bars", "By kind of operator, split into arithmetic, caches and DRAM."],
          ["Technology", "Unit energies of one process are never mixed with those of another."],
          [
            "Measured power",
            "Where the power of the cores was measured, power times latency stands beside the sum, to check it by.",
          ],
        ],
      },
      {
        title: "What is left out",
        lines: ["Leakage, clocks, waiting, display and radio. The list of unit energies names each source."],
      },
    ],
    lessons: ["memory"],
  },
  {
    id: "convolution",
    title: "Convolution",
    region: "Convolution",
    lead: "How a convolution can be computed, what libraries pick, and what another pick would change.",
    sections: [
      {
        title: "How to read it",
        lines: [
          ["Algorithms", "Arithmetic, workspace and traffic of each for this layer; those that do not apply say why."],
          ["Library", "Whose rules are shown. “As the runtime” follows the choice at the top right."],
          [
            "Override",
            "Puts another algorithm in the library’s place for this layer; the totals and the difference follow, and it can be taken back.",
          ],
        ],
      },
    ],
    lessons: ["im2col", "winograd", "depthwise"],
  },
  {
    id: "memory",
    title: "Memory",
    region: "Memory",
    lead: "What is alive while the model runs, where the peak is, and what would lower it.",
    sections: [
      {
        title: "How to read it",
        lines: [
          ["Curve", "Bytes of activations that are alive at each step of the execution; the peak is marked."],
          ["Step", "The slider names the tensors that are alive at a node."],
          [
            "Arena",
            "What one block for all of them takes when tensors are placed greedily, and how much is lost to gaps.",
          ],
          ["Weights", "Where they are, by operator."],
        ],
      },
      {
        title: "What if",
        lines: [
          ["Weights, activations", "Stored in another type."],
          ["In place", "Element-wise nodes write over an input that nobody reads later."],
          ["Best order", "Another order of execution, where one was found that needs less."],
        ],
      },
    ],
    lessons: ["memory"],
  },
  {
    id: "schedule",
    title: "Schedule",
    region: "Schedule",
    lead: "What running branches side by side could gain at most.",
    sections: [
      {
        title: "How to read it",
        lines: [
          [
            "Critical path",
            "The longest chain of nodes that must run one after another: no number of workers beats it.",
          ],
          ["Lanes", "A schedule on the chosen number of workers, or on the clusters of the device."],
          "Handing over costs nothing here and workers do not slow each other down, so a runtime gains less.",
        ],
      },
    ],
  },
  {
    id: "compare",
    title: "Compare",
    region: "Compare",
    lead: "Two or more models, versions of one, devices or states side by side.",
    sections: [
      {
        title: "What one can do",
        lines: [
          [
            "Add",
            "Another model by its file, by a sample, or by dropping it at the right end of the window, or anywhere with Shift held.",
          ],
          [
            "Pin",
            "Keeps the present state as the baseline; change device, clock, runtime, precision or size, and every total shows its difference.",
          ],
        ],
      },
      {
        title: "How to read it",
        lines: [
          ["Totals", "A column each, with the difference from the first."],
          ["By class", "Where the latency went: bars for each kind of operator."],
          ["Rooflines", "All of them in one drawing, told apart by letters."],
          ["Structure", "Which nodes of two versions stayed, changed, came or went, block by block."],
        ],
      },
    ],
    lessons: ["flops"],
  },
  {
    id: "figures",
    title: "Figures",
    region: "Figures",
    lead: "What is open, as a figure for a paper: drawn at its printed size.",
    sections: [
      {
        title: "What one can do",
        lines: [
          [
            "Figure",
            "Roofline, latency by operator, share of convolutions, memory over time, sensitivity and more, of the present state.",
          ],
          [
            "For, width, height",
            "Columns and font sizes of publishers, or millimetres of your own. The preview at 100 % is the printed size.",
          ],
          ["Inks", "Palettes that stay distinct in greyscale and for colour-blind readers."],
          [
            "Save",
            "SVG, PDF and TikZ stay lines and letters, PNG has the dots you ask for. The data as CSV and a small JSON, which makes the figure again, go with it; one or all at once.",
          ],
        ],
      },
    ],
  },
  {
    id: "sensitivity",
    title: "Sensitivity",
    region: "Sensitivity",
    lead: "How the latency answers to clock, load and bandwidth, over the whole range of each.",
    sections: [
      {
        title: "How to read it",
        lines: [
          [
            "Surface",
            "Latency over two of the three, the third where its slider stands. Colours go by the logarithm; lines stand where the latency has doubled.",
          ],
          ["Mark", "The present state."],
          "A slope along one side only means that the other does not matter there: that is the bound, seen from the state’s side.",
        ],
      },
    ],
    lessons: ["load", "roofline"],
  },
  {
    id: "accuracy",
    title: "Accuracy",
    region: "Accuracy",
    lead: "How far predictions were from measurements that their predictor had never seen.",
    sections: [
      {
        title: "How to read it",
        lines: [
          ["±10 %", "The share of predictions within a tenth of the measurement. MAPE is the mean distance."],
          [
            "Split",
            "Unseen networks are relatives of known ones, unseen families are not; an unseen device was never measured, or only 3, 10 or 100 times.",
          ],
          ["Spearman", "How well networks are put in order, 1 being perfect: enough to choose between two of them."],
          ["In the interval", "The share of measurements inside the 80 % interval: 80 % is what it promises."],
        ],
      },
      {
        title: "What one can do",
        lines: [
          "Filter by source, split and device, and save what is shown as CSV. The lines for the chosen device stand in “About this predictor” too.",
        ],
      },
    ],
    lessons: ["flops"],
  },
];
