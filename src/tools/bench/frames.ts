/** How smoothly the graph moves: the time from frame to frame while it is dragged and zoomed. */
import type { Page } from "@playwright/test";
import { median } from "./spread.ts";
import { untilIdle } from "./window.ts";

/** A second of dragging at sixty moves a second, and as many turns of the wheel. */
const moves = 60;
/** 19 of 20 frames took no longer. */
const most = 0.95;

interface Recorder {
  readonly stop: () => readonly number[];
}

declare global {
  interface Window {
    frameRecorder: Recorder;
  }
}

/** Opens a file, its graph in groups or not, and moves the graph about with the mouse. */
export async function moveGraph(
  page: Page,
  url: string,
  file: string,
  grouping: "automatic" | "none",
): Promise<Readonly<Record<string, number>>> {
  await page.goto(grouping === "none" ? `${url}?group=none` : url, { waitUntil: "load" });
  await untilIdle(page);
  await page.getByLabel("ONNX file").setInputFiles(file);
  await untilIdle(page);
  const box = await page.getByRole("application").boundingBox();
  if (box === null) throw new Error("the graph is not on the page");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);

  const pan = await recorded(page, async () => {
    await page.mouse.down();
    for (let move = 1; move <= moves; move += 1) {
      // Up the whole pane and back, so that new nodes come into sight.
      const way = Math.sin((move / moves) * Math.PI) * box.height * 0.45;
      // oxlint-disable-next-line no-await-in-loop
      await page.mouse.move(x + way / 8, y - way);
    }
    await page.mouse.up();
  });
  await page.getByRole("button", { name: /^Fit the whole graph/ }).click();
  await untilIdle(page);
  await page.mouse.move(x, y);
  const zoom = await recorded(page, async () => {
    for (let move = 1; move <= moves; move += 1) {
      // In from all of the graph to its text, and out again.
      // oxlint-disable-next-line no-await-in-loop
      await page.mouse.wheel(0, move <= moves / 2 ? -180 : 180);
    }
  });
  return {
    "pan, frame seconds": median(pan),
    "pan, 95 % of frames within seconds": quantile(pan, most),
    "zoom, frame seconds": median(zoom),
    "zoom, 95 % of frames within seconds": quantile(zoom, most),
  };
}

/** Seconds between the frames that are painted while `act` goes on. */
async function recorded(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    // A method, and no function with a name of its own: what tsx makes of such does not run in a page.
    const recorder = {
      isOn: true,
      note(this: void, time: number): void {
        times.push(time);
        if (recorder.isOn) requestAnimationFrame(recorder.note);
      },
      stop(this: void): readonly number[] {
        recorder.isOn = false;
        return times.slice(1).map((time, before) => (time - (times[before] ?? time)) / 1000);
      },
    };
    requestAnimationFrame(recorder.note);
    window.frameRecorder = recorder;
  });
  await act();
  return page.evaluate(() => window.frameRecorder.stop());
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  if (value === undefined) throw new Error("no values, so no quantile");
  return value;
}
