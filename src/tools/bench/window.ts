/** What people wait for in the window: from choosing a file to the drawn graph, and from a slider's move to new colours. */
import type { Page } from "@playwright/test";

declare global {
  interface Window {
    readonly studio: { idle(): Promise<void> };
    /** When the file was chosen, and the longest task since, in milliseconds of the page's clock. */
    marks: { chosen: number; longest: number };
  }
}

/** Seconds from the file input's change event until everything is computed and drawn, and the longest main-thread task. */
export async function openFile(
  page: Page,
  url: string,
  file: string,
): Promise<{ readonly fileToGraphSeconds: number; readonly longestTaskSeconds: number }> {
  await page.goto(url, { waitUntil: "load" });
  await untilIdle(page);
  await page.evaluate(() => {
    const marks = { chosen: 0, longest: 0 };
    window.marks = marks;
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    input?.addEventListener("change", () => void (marks.chosen = performance.now()), { capture: true });
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) marks.longest = Math.max(marks.longest, task.duration);
    }).observe({ type: "longtask" });
  });
  await page.getByLabel("ONNX file").setInputFiles(file);
  return page.evaluate(async () => {
    const { studio, marks } = window;
    await studio.idle();
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    return { fileToGraphSeconds: (performance.now() - marks.chosen) / 1000, longestTaskSeconds: marks.longest / 1000 };
  });
}

/** Seconds from a slider's input event until its number and the colours are on the screen; the median of 30 moves. */
export async function moveSlider(page: Page, url: string): Promise<{ readonly sliderToPaintSeconds: number }> {
  await page.goto(url, { waitUntil: "load" });
  await untilIdle(page);
  return page.evaluate(async () => {
    const { studio } = window;
    const slider = document.querySelector<HTMLInputElement>('input[type="range"][aria-label="CPU utilization"]');
    if (slider === null) throw new Error("the page has no slider for CPU utilization");
    // React listens to the native property, so a move must go through it as the browser's own does.
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    const [least, most] = [Number(slider.min), Number(slider.max)];
    const times: number[] = [];
    for (let move = 1; move <= 30; move += 1) {
      const start = performance.now();
      value?.set?.call(slider, String(least + ((most - least) * move) / 40));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await studio.idle();
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    return { sliderToPaintSeconds: (times[15] ?? NaN) / 1000 };
  });
}

async function untilIdle(page: Page): Promise<void> {
  await page.waitForFunction(() => "studio" in window);
  await page.evaluate(() => window.studio.idle());
}
