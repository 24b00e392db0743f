import type { Page } from "@playwright/test";

/** What a first visit costs: time to the first paint of content, and bytes over the wire until the page has loaded. */
export async function firstScreen(
  page: Page,
  url: string,
): Promise<{ readonly firstPaintSeconds: number; readonly transferBytes: number }> {
  await page.goto(url, { waitUntil: "load" });
  return page.evaluate(async () => {
    const paint = await new Promise<number>((done) => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntriesByName("first-contentful-paint")) done(entry.startTime);
      }).observe({ type: "paint", buffered: true });
    });
    const loaded = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    const bytes = loaded.map((entry) => (entry instanceof PerformanceResourceTiming ? entry.transferSize : 0));
    return { firstPaintSeconds: paint / 1000, transferBytes: bytes.reduce((a, b) => a + b, 0) };
  });
}
