import { useMemo } from "react";
import { Chart } from "./Chart.tsx";
import { rooflineFigure } from "./figure.ts";
import { useRooflineInput } from "./use-input.ts";

/** The plain roofline: bytes of DRAM, each once. */
export function DramRoofline() {
  const input = useRooflineInput();
  const figure = useMemo(() => input && rooflineFigure(input), [input]);
  return <Chart figure={figure} />;
}
