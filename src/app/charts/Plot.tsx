/** The only place that knows plotly. It is fetched when the first chart is drawn. */
import type { Data, Layout, PlotlyHTMLElement } from "plotly.js/lib/core";
import { useEffect, useRef } from "react";
import { begin, whileBusy } from "../state/busy.ts";

interface Props {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  /** Accessible name and description of the chart. */
  readonly label: string;
  /** Called with the customdata of the dot that was clicked. */
  readonly onPick: (datum: unknown) => void;
}

async function loadPlotly() {
  const [core, scatter, scattergl] = await Promise.all([
    import("plotly.js/lib/core"),
    import("plotly.js/lib/scatter"),
    import("plotly.js/lib/scattergl"),
  ]);
  core.default.register([scatter.default, scattergl.default]);
  return core.default;
}

let plotly: ReturnType<typeof loadPlotly> | undefined;

type Content = Pick<Props, "data" | "layout">;

/** Draws the latest content of a chart, one drawing at a time, with a breath between two so that sliders stay smooth. */
function painter(element: HTMLElement, onPick: { readonly current: Props["onPick"] }) {
  let next: Content | undefined;
  let drawing = false;
  const life = { over: false };
  let drawn: PlotlyHTMLElement | undefined;
  const drawAll = async (): Promise<void> => {
    plotly ??= loadPlotly();
    const library = await plotly;
    while (next !== undefined && !life.over) {
      const { data, layout } = next;
      next = undefined;
      const { clientWidth: width, clientHeight: height } = element;
      const result = await library.react(element, data, { ...layout, width, height }, { displayModeBar: false });
      if (drawn === undefined) result.on("plotly_click", ({ points: [point] }) => onPick.current(point?.customdata));
      drawn = result;
      await new Promise((resolve) => setTimeout(resolve, breathMs));
    }
  };
  return {
    draw(content: Content): void {
      next = content;
      if (drawing) return;
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
    const observer = new ResizeObserver(() => {
      const end = begin();
      own.draw(content.current);
      end();
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
