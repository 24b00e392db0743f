/** Pages on beginning, finding one's way, and what the studio does with files. */
import { fields } from "../search/query.ts";
import type { GuidePage } from "./page.ts";

export const startPages: readonly GuidePage[] = [
  {
    id: "start",
    title: "In two minutes",
    lead: "From a file to the layers that take the time, and to what would change it.",
    sections: [
      {
        title: "The tour",
        lines: [
          ["1. Open", "Drop an ONNX file anywhere, or choose a sample on the start page."],
          [
            "2. Choose",
            "At the top right: device, cores, runtime, precision, predictor. The number below is one inference.",
          ],
          [
            "3. Look",
            "The graph is coloured by predicted latency; the table lists all operators, the slowest found by a click on its column.",
          ],
          ["4. Ask why", "Select a node anywhere: all views follow, and the inspector shows how its cost comes about."],
          [
            "5. Ask what if",
            "Move clock, load and bandwidth; every view answers at once. The dot on the roofline moves with them.",
          ],
          ["6. Keep it", "The address holds what you chose. Copy it, or export the numbers."],
        ],
      },
      {
        title: "Words",
        lines: [
          ["MAC", "A multiplication and an addition; two FLOPs."],
          ["Traffic", "Bytes that move: inputs and weights read once, outputs written once."],
          ["Intensity", "FLOPs per byte of traffic."],
          ["Ridge point", "The intensity at which computing takes as long as moving: peak over bandwidth."],
          ["Kernel", "What a runtime launches: one or more fused nodes."],
          ["—", "Not known. Nothing unknown is ever counted as zero; sums tell how many items they cover."],
        ],
      },
    ],
    lessons: ["roofline"],
  },
  {
    id: "open",
    title: "Opening models",
    lead: "Which files can be read, what happens to them, and what if sizes are open.",
    sections: [
      {
        title: "Ways in",
        lines: [
          ["Drop", "An ONNX file, or a folder with the files its weights are in."],
          ["Open", "One or more files by the button at the top right, a folder by the one beside it."],
          ["Paste", "Files copied in a file manager open where they are pasted."],
          ["Sample", "Seven networks come with the studio; their addresses can be shared."],
          ["Address", "?model= takes a sample’s name, or the path of a model on the studio’s own site."],
          [
            "Recent files",
            "Remembered in this browser where you allow it on the start page; they can be forgotten one by one or all.",
          ],
        ],
      },
      {
        title: "What is read",
        lines: [
          "Weights stay where they are: of a file of a gigabyte some kilobytes are read. Reading shows its progress and can be cancelled; the model that was open stays until the next one is ready.",
          "Where a file leaves a size open (batch, sequence length), a value is assumed and said so. Change it in the inspector while no node is selected.",
          "Operators that are not known keep their place in the graph, and their cost stays unknown.",
        ],
      },
      {
        title: "Where it goes",
        lines: [
          "Nowhere. Files are read in this tab; the page may not reach anything but its own address, and the browser enforces that.",
        ],
      },
    ],
  },
  {
    id: "keys",
    title: "Keys, commands and searches",
    lead: "Everything can be done without a pointer, and everything has a name in the palette.",
    sections: [
      {
        title: "Commands",
        lines: [
          "Ctrl+K (⌘K on a Mac) lists all commands, charts, devices, samples, lessons and nodes; type a few letters of any of them. The ? at the top right lists the keys.",
          ["F1", "This guide, at the page of the view that has the focus."],
          ["G, C, T", "To the graph, the charts, the table; arrows then walk within."],
          ["/", "To the search of the operators."],
          ["Ctrl+Z", "Takes back the last choice; what one looks at (selection, tabs, search) makes no steps."],
          ["Esc", "Closes what floats, then clears the selection, then the search."],
        ],
      },
      {
        title: "Searches",
        lines: [
          "Words together all have to fit; a plain one is part of a name or an operator. What is found is listed in the table and lit up in the graph.",
          ["-relu", "Not that."],
          [">5%", "More than this share of the latency."],
          ...fields.map(({ example, about }) => [example, about] as const),
        ],
      },
    ],
  },
  {
    id: "share",
    title: "Links, files and working offline",
    lead: "How to keep and pass on what you see.",
    sections: [
      {
        title: "Links",
        lines: [
          "The address holds every choice that differs from the default: sample, device, cores, state, chart, selected node, lesson. Whoever opens it sees the same. Your own files are never in it; a link made with one says its name and asks for the file.",
        ],
      },
      {
        title: "Export",
        lines: [
          "The analysis with its prediction goes out as CSV, JSON, Markdown or Parquet; the command line writes the first three as well.",
          [
            "Session",
            "A small file of what you chose, your own devices included, and the latencies that bend its predictions; to go on from later or elsewhere. Ctrl+S saves it, opening it restores it. The model is not in it, only what tells it: name, size and hash.",
          ],
          [
            "Own latencies",
            "Bend the learned predictor towards your device, in the window (Calibrate with your own latencies) and on the command line (--samples). A session carries those of its device, each with the sizes and costs of the layers it was measured on; a link carries none.",
          ],
        ],
      },
      {
        title: "Without a network",
        lines: [
          "After the first visit the studio is kept by the browser and starts without a network, samples, predictors and lessons included. Browsers offer to install it as an application; that changes nothing else.",
          "When a newer version has been fetched, a line at the top says so. It is used after you reload, never before.",
        ],
      },
    ],
  },
];
