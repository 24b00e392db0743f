/** What people wait for in the window: from choosing a file to the drawn graph, and from a slider's move to new colours. */
import type { Page } from "@playwright/test";
import { median } from "./spread.ts";

declare global {
  interface Window {
    readonly studio: { idle(): Promise<void> };
    /** When the file was chosen, and the longest task since, in milliseconds of the page's clock. */
    marks: { chosen: number; longest: number };
  }
}

/**
 * Seconds from the file input's change event until the graph is on the screen with its predicted colours, and until
 * every view is drawn; and the longest main-thread task.
 */
export async function openFile(
  page: Page,
  url: string,
  file: string,
): Promise<Readonly<Record<"fileToGraphSeconds" | "fileToAllViewsSeconds" | "longestTaskSeconds", number>>> {
  await page.goto(url, { waitUntil: "load" });
  await untilIdle(page);
  // A person takes longer than this to choose a file; meanwhile the page fetches what every model needs.
  await page.waitForTimeout(1000);
  await page.evaluate(() => {
    const marks = { chosen: 0, longest: 0 };
    window.marks = marks;
    const input = document.querySelector<HTMLInputElement>('input[aria-label="ONNX file"]');
    if (input === null) throw new Error("the page has no input for a model");
    input.addEventListener("change", () => void (marks.chosen = performance.now()), { capture: true });
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) marks.longest = Math.max(marks.longest, task.duration);
    }).observe({ type: "longtask" });
  });
  await page.getByLabel("ONNX file").setInputFiles(file);
  return page.evaluate(async () => {
    const { studio, marks } = window;
    await studio.idle();
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    const graph = performance.getEntriesByName("graph-painted").find((mark) => mark.startTime > marks.chosen);
    if (graph === undefined) throw new Error("the graph was never painted");
    return {
      fileToGraphSeconds: (graph.startTime - marks.chosen) / 1000,
      fileToAllViewsSeconds: (performance.now() - marks.chosen) / 1000,
      longestTaskSeconds: marks.longest / 1000,
    };
  });
}

/**
 * Seconds from a slider's input event until the new latency is in the page, and until the frame with it and the new
 * colours is painted; medians of 30 moves. The address is written later and is not waited for.
 */
export async function moveSlider(
  page: Page,
  url: string,
): Promise<{ readonly sliderToNumberSeconds: number; readonly sliderToPaintSeconds: number }> {
  await page.goto(url, { waitUntil: "load" });
  await untilIdle(page);
  const times = await page.evaluate(async () => {
    const slider = document.querySelector<HTMLInputElement>('input[type="range"][aria-label="CPU utilization"]');
    const latency = document.querySelector('[data-testid="latency"]');
    if (slider === null || latency === null) throw new Error("the page has no slider or no latency");
    // React listens to the native property, so a move must go through it as the browser's own does.
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    const [least, most] = [Number(slider.min), Number(slider.max)];
    const numbers: number[] = [];
    const paints: number[] = [];
    for (let move = 1; move <= 30; move += 1) {
      const changed = new Promise<void>((done) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          done();
        });
        observer.observe(latency, { childList: true, characterData: true, subtree: true });
      });
      const start = performance.now();
      value?.set?.call(slider, String(least + ((most - least) * move) / 40));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await changed;
      numbers.push(performance.now() - start);
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      paints.push(performance.now() - start);
      await window.studio.idle();
    }
    return { numbers, paints };
  });
  return { sliderToNumberSeconds: median(times.numbers) / 1000, sliderToPaintSeconds: median(times.paints) / 1000 };
}

export async function untilIdle(page: Page): Promise<void> {
  await page.waitForFunction(() => "studio" in window);
  await page.evaluate(() => window.studio.idle());
}
