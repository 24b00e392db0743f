/** The lessons, in the order in which they are offered. A new one is a folder here and a line in this list. */
import type { ComponentType } from "react";
import { later } from "../panels/charts.ts";

export interface Lesson {
  /** In the address: `lesson=im2col`. */
  readonly id: string;
  readonly title: string;
  /** What one can answer after it; under the title. */
  readonly question: string;
  readonly Component: ComponentType;
}

export const lessons: readonly Lesson[] = [
  {
    id: "im2col",
    title: "im2col",
    question: "How does a convolution become one matrix product, and what does the matrix cost?",
    Component: later(async () => (await import("./im2col/Im2colLesson.tsx")).Im2colLesson),
  },
  {
    id: "winograd",
    title: "Winograd",
    question: "How do transforms save multiplications, and what do they cost in return?",
    Component: later(async () => (await import("./winograd/WinogradLesson.tsx")).WinogradLesson),
  },
  {
    id: "roofline",
    title: "Roofline",
    question: "What is the least time a layer can take, and what sets it?",
    Component: later(async () => (await import("./roofline/RooflineLesson.tsx")).RooflineLesson),
  },
  {
    id: "load",
    title: "Load and clock",
    question: "How much longer does an inference take beside other work, and at a lower clock?",
    Component: later(async () => (await import("./load/LoadLesson.tsx")).LoadLesson),
  },
  {
    id: "depthwise",
    title: "Depthwise",
    question: "Why does a tenth of the FLOPs not take a tenth of the time?",
    Component: later(async () => (await import("./depthwise/DepthwiseLesson.tsx")).DepthwiseLesson),
  },
  {
    id: "fusion",
    title: "Fusion",
    question: "Which nodes run as one kernel, and what does that save?",
    Component: later(async () => (await import("./fusion/FusionLesson.tsx")).FusionLesson),
  },
  {
    id: "flops",
    title: "Why FLOPs mislead",
    question: "Why do two layers of equal FLOPs take different times?",
    Component: later(async () => (await import("./flops/FlopsLesson.tsx")).FlopsLesson),
  },
  {
    id: "memory",
    title: "Memory and energy",
    question: "How many bytes does a layer move, what does that cost, and where do such counts go wrong?",
    Component: later(async () => (await import("./memory/MemoryLesson.tsx")).MemoryLesson),
  },
];
