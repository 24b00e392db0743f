/** The only place that knows plotly. It is fetched when the first chart is drawn. */
import type { Data, Layout, PlotlyHTMLElement } from "plotly.js/lib/core";
import { useEffect, useRef } from "react";
import { whileBusy } from "../state/busy.ts";

interface Props {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  /** Accessible name and description of the chart. */
  readonly label: string;
  /** Called with the customdata of the dot that was clicked. */
  readonly onPick: (datum: unknown) => void;
}

async function loadPlotly() {
  const [core, scatter, heatmap] = await Promise.all([
    import("plotly.js/lib/core"),
    import("plotly.js/lib/scatter"),
    import("plotly.js/lib/heatmap"),
  ]);
  core.default.register([scatter.default, heatmap.default]);
  return core.default;
}

let plotly: ReturnType<typeof loadPlotly> | undefined;

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
    plotly ??= loadPlotly();
    const library = await plotly;
    while (next !== undefined && life.size !== undefined && !life.over) {
      // One after the other, each when the page has painted: a slider's number and colours come first.
      // oxlint-disable-next-line no-await-in-loop
      await painted();
      const { data, layout } = next;
      next = undefined;
      const result = await library.react(element, data, { ...layout, ...life.size }, { displayModeBar: false });
      if (drawn === undefined) result.on("plotly_click", ({ points: [point] }) => onPick.current(point?.customdata));
      drawn = result;
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
      if (target !== undefined) void plotly?.then((library) => library.purge(target));
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
