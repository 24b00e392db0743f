/** How long the page's one thread is held up while a model opens and views change: the tasks a browser calls long, over 50 ms. */
import type { Browser, Page } from "@playwright/test";
import { taskCpuSeconds } from "./task-cpu.ts";
import { untilIdle } from "./window.ts";

declare global {
  interface Window {
    longTasks: { readonly observer: PerformanceObserver; readonly milliseconds: number[] };
  }
}

/** What a person does with an open model, in this order. */
interface Step {
  readonly name: string;
  readonly act: (page: Page) => Promise<void>;
}

const press =
  (name: string): Step["act"] =>
  (page) =>
    page.getByRole("button", { name, exact: true }).first().click();

/** Opens a file, then every chart and what else there is to look at; how many long tasks each took, and the longest, on the clock and of the processor. */
export async function longTasks(
  browser: Browser,
  page: Page,
  url: string,
  file: string,
): Promise<Readonly<Record<string, number>>> {
  await page.goto(url, { waitUntil: "load" });
  await untilIdle(page);
  // As in the other measurements: a person takes longer to choose a file.
  await page.waitForTimeout(1000);
  await page.evaluate(() => {
    const milliseconds: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const task of list.getEntries()) milliseconds.push(task.duration);
    });
    observer.observe({ type: "longtask" });
    window.longTasks = { observer, milliseconds };
  });
  const numbers: Record<string, number> = {};
  const record = async ({ name, act }: Step): Promise<void> => {
    const cpu = await taskCpuSeconds(browser, page, async () => {
      await act(page);
      await untilIdle(page);
    });
    const milliseconds = await taken(page);
    numbers[`${name}: long tasks`] = milliseconds.length;
    numbers[`${name}: longest task seconds`] = Math.max(0, ...milliseconds) / 1000;
    numbers[`${name}: longest task CPU seconds`] = Math.max(0, ...cpu);
  };
  await record({ name: "opening", act: () => page.getByLabel("ONNX file").setInputFiles(file) });
  for (const step of [...(await tabsOf(page)), ...looks(file)]) {
    // One after the other: each is to be told by its own tasks.
    // oxlint-disable-next-line no-await-in-loop
    await record(step);
  }
  return numbers;
}

/** Every chart but the one that is open. */
async function tabsOf(page: Page): Promise<readonly Step[]> {
  const tabs = page.getByRole("tablist", { name: "Charts" }).getByRole("tab");
  const names = await tabs.allTextContents();
  return [...names.slice(1), ...names.slice(0, 1)].map((name) => ({
    name: `view ${name}`,
    act: (at) => at.getByRole("tab", { name, exact: true }).click(),
  }));
}

const pick =
  (name: string, value: string): Step["act"] =>
  async (page) =>
    void (await page.getByRole("combobox", { name, exact: true }).selectOption({ label: value }));

const looks = (file: string): readonly Step[] => [
  { name: "graph of kernels", act: press("Kernels") },
  { name: "graph of nodes", act: press("Nodes") },
  { name: "search", act: (page) => page.getByRole("searchbox").first().fill("op:Conv") },
  { name: "search cleared", act: (page) => page.getByRole("searchbox").first().fill("") },
  { name: "no groups", act: pick("Groups", "No groups") },
  { name: "groups again", act: pick("Groups", "Auto groups") },
  { name: "half precision", act: pick("Precision", "fp16") },
  { name: "slider", act: (page) => page.getByRole("slider", { name: "CPU utilization" }).press("ArrowRight") },
  { name: "view Compare again", act: (page) => page.getByRole("tab", { name: "Compare", exact: true }).click() },
  { name: "compared with itself", act: (page) => page.getByLabel("Model to compare with").setInputFiles(file) },
];

/** Milliseconds of the long tasks since it was last asked. */
const taken = (page: Page): Promise<readonly number[]> =>
  page.evaluate(async () => {
    // A task is reported after its end.
    await new Promise((reported) => requestAnimationFrame(() => setTimeout(reported)));
    const { observer, milliseconds } = window.longTasks;
    milliseconds.push(...observer.takeRecords().map(({ duration }) => duration));
    return milliseconds.splice(0);
  });
