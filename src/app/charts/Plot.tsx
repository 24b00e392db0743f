/** A chart drawn by plotly. */
import type { Data, Layout, PlotlyHTMLElement } from "plotly.js/lib/core";
import { useEffect, useRef } from "react";
import { whileBusy } from "../state/busy.ts";
import { loadPlotly } from "./plotly.ts";

interface Props {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  /** Accessible name and description of the chart. */
  readonly label: string;
  /** Called with the customdata of the dot that was clicked. */
  readonly onPick: (datum: unknown) => void;
}

type Content = Pick<Props, "data" | "layout">;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws the latest content of a chart, one drawing at a time, with a breath between two so that sliders stay smooth. */
function painter(element: HTMLElement, onPick: { readonly current: Props["onPick"] }) {
  let next: Content | undefined;
  let drawing = false;
  const life: { over: boolean; size?: Size } = { over: false };
  let drawn: PlotlyHTMLElement | undefined;
  const drawAll = async (): Promise<void> => {
    const library = await loadPlotly();
    while (next !== undefined && life.size !== undefined && !life.over) {
      // One after the other, each when the page has painted: a slider's number and colours come first.
      // oxlint-disable-next-line no-await-in-loop
      await painted();
      const { data, layout } = next;
      const sized = { ...layout, ...life.size };
      // Axes that do not depend on the data are drawn before it: the first drawing is the longest, and so a task each.
      const isFrame = drawn === undefined && layout.xaxis?.range !== undefined;
      if (!isFrame) next = undefined;
      // oxlint-disable-next-line no-await-in-loop
      const result = await library.react(element, isFrame ? [] : data, sized, { displayModeBar: false });
      if (drawn === undefined) result.on("plotly_click", ({ points: [point] }) => onPick.current(point?.customdata));
      drawn = result;
      if (isFrame) continue;
      await new Promise((resolve) => setTimeout(resolve, breathMs));
    }
  };
  return {
    /** The first size starts the drawing: asking the element for it would lay out the whole page. */
    resize(to: Size, content: Content): void {
      life.size = to;
      this.draw(content);
    },
    draw(content: Content): void {
      next = content;
      if (drawing || life.size === undefined) return;
      drawing = true;
      void whileBusy(drawAll()).finally(() => {
        drawing = false;
      });
    },
    end(): void {
      life.over = true;
      const target = drawn;
      if (target !== undefined) void loadPlotly().then((library) => library.purge(target));
    },
  };
}

const breathMs = 100;

/** The next frame is on screen; a page in the background, which paints none, goes on all the same. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, breathMs);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });

export function Plot({ data, layout, label, onPick }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const paint = useRef<ReturnType<typeof painter>>(undefined);
  const content = useRef<Content>({ data, layout });
  const pick = useRef(onPick);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const own = painter(element, pick);
    paint.current = own;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      own.resize({ width, height }, content.current);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      own.end();
    };
  }, []);

  useEffect(() => {
    pick.current = onPick;
  }, [onPick]);

  useEffect(() => {
    content.current = { data, layout };
    paint.current?.draw(content.current);
  }, [data, layout]);

  return <div className="plot" ref={frame} role="img" aria-label={label} />;
}
