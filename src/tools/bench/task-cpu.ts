/**
 * Processor time of the tasks of a page's main thread, from Chromium's trace. Unlike how long a task took, it hardly
 * depends on what else the machine does meanwhile.
 */
import type { Browser, Page } from "@playwright/test";

/** Tells a page's thread in the trace: a browser has pages of its own, which start in processes beside it. */
export const markName = "ridgepoint-measured";

/** Seconds of processor time of each task that ran on the page's main thread while `act` went on; it must not leave the page. */
export async function taskCpuSeconds(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const events: unknown[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const complete = new Promise<void>((done) => {
    session.once("Tracing.tracingComplete", () => done());
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "blink.user_timing"] },
  });
  await page.evaluate((name) => void performance.mark(name), markName);
  await act();
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  return cpuOfTasks(events);
}

/** As trace events have them: microseconds, and threads told by process and number. */
export function cpuOfTasks(events: readonly unknown[]): readonly number[] {
  const threadOf = (event: unknown): string => `${String(field(event, "pid"))} ${String(field(event, "tid"))}`;
  const main = new Set(events.filter((event) => field(event, "name") === markName).map(threadOf));
  return events.flatMap((event) => {
    const [name, microseconds] = [field(event, "name"), field(event, "tdur")];
    const isTask = typeof name === "string" && name.endsWith("RunTask") && main.has(threadOf(event));
    return isTask && typeof microseconds === "number" ? [microseconds / 1e6] : [];
  });
}

const field = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
