/** The views that share the middle of the workspace as tabs. A new one is a folder here and a line in this list. */
import { type ComponentType, lazy } from "react";
import { whileBusy } from "../state/busy.ts";
import { RooflinePanel } from "./roofline/RooflinePanel.tsx";

export interface Chart {
  /** In the address: `view=memory`. */
  readonly id: string;
  /** On the tab, and the accessible name of the view's region. */
  readonly name: string;
  readonly Component: ComponentType;
}

/** Fetched when its tab is first opened, so that the first screen does not pay for it. */
export const later = (load: () => Promise<ComponentType>): ComponentType =>
  lazy(() => whileBusy(load().then((Component) => ({ default: Component }))));

export const charts: readonly Chart[] = [
  { id: "roofline", name: "Roofline", Component: RooflinePanel },
  {
    id: "energy",
    name: "Energy",
    Component: later(async () => (await import("./energy/EnergyPanel.tsx")).EnergyPanel),
  },
  {
    id: "convolution",
    name: "Convolution",
    Component: later(async () => (await import("./convolution/ConvolutionPanel.tsx")).ConvolutionPanel),
  },
  {
    id: "memory",
    name: "Memory",
    Component: later(async () => (await import("./memory/MemoryPanel.tsx")).MemoryPanel),
  },
  {
    id: "schedule",
    name: "Schedule",
    Component: later(async () => (await import("./schedule/SchedulePanel.tsx")).SchedulePanel),
  },
  {
    id: "sensitivity",
    name: "Sensitivity",
    Component: later(async () => (await import("./sensitivity/SensitivityPanel.tsx")).SensitivityPanel),
  },
  {
    id: "accuracy",
    name: "Accuracy",
    Component: later(async () => (await import("./accuracy/AccuracyPanel.tsx")).AccuracyPanel),
  },
  {
    id: "compare",
    name: "Compare",
    Component: later(async () => (await import("./compare/ComparePanel.tsx")).ComparePanel),
  },
  {
    id: "figures",
    name: "Figures",
    Component: later(async () => (await import("./figures/FiguresPanel.tsx")).FiguresPanel),
  },
];
