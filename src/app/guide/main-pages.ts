/** Pages on the four views that are always there, and on what floats above them. */
import type { GuidePage } from "./page.ts";

export const mainPages: readonly GuidePage[] = [
  {
    id: "graph",
    title: "Graph",
    region: "Model graph",
    lead: "The model from its inputs at the top to its outputs, hot where time goes.",
    sections: [
      {
        title: "How to read it",
        lines: [
          [
            "Colour",
            "Share of the predicted latency, dark blue to yellow, or what you choose below: FLOPs, traffic, intensity, memory, energy. What has no colour has no known value.",
          ],
          [
            "Ribbon",
            "The whole model in one strip at the side: a line for each node, as long as its share. A click goes there.",
          ],
          [
            "Groups",
            "Large graphs open as groups, by the scopes in their names or by blocks that repeat; a group opens on demand. A layout that takes long tells how far it is and can be cancelled.",
          ],
          ["Critical path", "The chain of nodes that wait for each other and takes longest."],
        ],
      },
      {
        title: "What one can do",
        lines: [
          ["Click", "Selects a node; all views follow. A search of the operators lights up what it found."],
          ["Drag, wheel, + −", "Moves and zooms; 0 fits the whole graph."],
          [
            "Arrows",
            "Walk from a node to what feeds it, what it feeds, and its neighbours. Enter opens a group, Backspace closes it.",
          ],
          [
            "Nodes, Kernels",
            "The graph as the file has it, or as the kernels a runtime makes of it. With kernels, the rules can be chosen, and the line tells how many remain and what they need not move.",
          ],
        ],
      },
    ],
    lessons: ["fusion"],
  },
  {
    id: "operators",
    title: "Operators",
    region: "Operators",
    lead: "Every node with its cost, sortable and searchable.",
    sections: [
      {
        title: "Columns",
        lines: [
          ["Latency, share", "Predicted time of the node, and its part of the whole."],
          ["MACs, FLOPs", "Counts, not rates; a MAC is two FLOPs."],
          ["Traffic", "Bytes at the chosen precision: inputs, weights and outputs once."],
          ["Intensity, bound", "FLOPs per byte, and which roof holds the node down on this device."],
          ["Kernel", "What the runtime fuses it into."],
        ],
      },
      {
        title: "What one can do",
        lines: [
          "A click on a head sorts, a second one turns the order. Arrows walk the rows. The line below adds up what is shown, so a search is also a sum.",
          ["op:conv k:3x3 >5%", "A search with three conditions; see “Keys, commands and searches”."],
        ],
      },
    ],
    lessons: ["flops"],
  },
  {
    id: "prediction",
    title: "Prediction",
    region: "Prediction",
    lead: "How long one inference takes, on which device and in which state of it.",
    sections: [
      {
        title: "The target",
        lines: [
          [
            "Device",
            "Peak, bandwidth, caches and clocks, each number with its source; the button beside it shows them. “Add your own” takes numbers or the output of a tool.",
          ],
          ["Cores", "Which of them take part. Clocks of one cluster go together."],
          [
            "Runtime, precision",
            "What runs the model, and in which type it computes, by what the prediction would rest on: measured on this device, scaled from others, or the roofline alone. Bytes are counted at that precision in every view.",
          ],
          [
            "Predictor",
            "From a lower bound by the roofline to a learned network; its card tells what it was judged on and what it cannot see.",
          ],
        ],
      },
      {
        title: "The number",
        lines: [
          ["80 %", "Four in five measurements should fall into this band; where a method has none, it says so."],
          ["Warnings", "What the predictor has not seen: a device, a size, an operator. Believe the number less then."],
          ["Calibrate", "Bends the learned predictor towards a few latencies that you measured."],
        ],
      },
      {
        title: "The state",
        lines: [
          ["Frequency", "The device’s own steps where they are known. Only what computes follows the clock."],
          [
            "Utilization",
            "Share of the time in which other work wants the same cores. T₀ / (1 − w·u), w = ½ for one competitor of equal priority.",
          ],
          [
            "Other load",
            "Whether that work shares the core or goes first (w = 1), and what traffic programs on other cores make meanwhile. Where a predictor has no measurement of it, it says so and gives no interval.",
          ],
          ["Bandwidth", "What other work leaves of the memory."],
          "The small curve at each slider shows the latency over its whole range before you move it.",
          ["Model width", "Every layer with more or fewer channels, and the model counted anew."],
          ["Pin as baseline", "Keeps this state; every later choice shows its difference to it."],
          [
            "Find",
            "The lowest clock, or the most load, that meets a latency you type; of a model whose file leaves them open, the largest batch, image or length too.",
          ],
        ],
      },
    ],
    lessons: ["load", "roofline"],
  },
  {
    id: "calibration",
    title: "Calibration",
    region: "Calibration",
    lead: "A few latencies that you measured bring a device that nobody measured within reach.",
    sections: [
      {
        title: "What to measure",
        lines: [
          "The open model on the chosen device, cores, runtime and precision: otherwise idle, at its top clock, warm, the median of some runs. One is better than none; some ten models that differ in their layers are enough.",
          [
            "Table",
            "CSV with the columns file and latency_seconds, as the command line takes it with --samples. Models are found by name among the files chosen with it, the open model, the samples and the recent files.",
          ],
        ],
      },
      {
        title: "What becomes of it",
        lines: [
          [
            "The predictor",
            "The learned one is bent: first its speed, then what each kind of kernel costs, held towards what was learned. Other targets answer as before, and so do bounds.",
          ],
          [
            "The interval",
            "As wide as your latencies were missed when each was left out, never narrower than that of the training.",
          ],
          [
            "Predicted without",
            "What the predictor says of each of them without any calibration. A model that it refuses is not used, and says why.",
          ],
          [
            "Kept",
            "In this browser, with the same consent as recent files; else until the page is closed. A session that you save carries those of its device, with the sizes and costs of the layers they were measured on; links carry none.",
          ],
        ],
      },
    ],
  },
  {
    id: "inspector",
    title: "Inspector",
    region: "Inspector",
    lead: "How the cost of the selected node comes about, number by number; without one, the model as a whole.",
    sections: [
      {
        title: "Of a node",
        lines: [
          "Shapes, attributes, the formula of its MACs with its own numbers in it, traffic split into read, weights and written, its bound on this device, and the kernel it is part of.",
          "The links walk on: to what feeds it and to the other nodes of its kernel.",
        ],
      },
      {
        title: "Of the model",
        lines: [
          ["Sizes", "Values for what the file leaves open; every view is counted anew."],
          ["Known costs", "How many nodes are covered. What is missing has a reason, in the notes below."],
        ],
      },
    ],
    lessons: ["im2col"],
  },
  {
    id: "device",
    title: "Numbers of a device",
    region: "Your device",
    lead: "Where each number of a device is from, and how to describe one of your own.",
    sections: [
      {
        title: "Kinds of numbers",
        lines: [
          ["Published", "By the maker, or in a paper."],
          ["Measured", "By a program whose output is public, or by you."],
          ["Derived", "Worked out from others, which are named."],
        ],
      },
      {
        title: "One’s own",
        lines: [
          "Copy a device or begin with an empty one, type what you know and leave the rest open: what depends on an open number becomes unknown. The output of common tools can be pasted and is read into the fields, with its source.",
          "It stays in this browser. Save it as a file to pass it on; links do not carry it.",
        ],
      },
    ],
    lessons: ["roofline"],
  },
  {
    id: "lessons",
    title: "Lessons",
    region: "Lessons",
    lead: "Short interactive pages on the layers of the model that is open.",
    sections: [
      {
        title: "How they work",
        lines: [
          "A lesson speaks of the selected layer where it suits, else of the heaviest one that does, and says which. Select another one in the graph beside it, and the lesson follows.",
          "Each has something to move and a question to answer; a wrong answer says why. “Link to this state” keeps model, device, lesson and where it stands.",
        ],
      },
    ],
    lessons: ["im2col", "winograd", "roofline", "load", "depthwise", "fusion", "flops", "memory"],
  },
];
