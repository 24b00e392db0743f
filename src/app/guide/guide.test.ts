import { expect, test, vi } from "vitest";
import { chapters, pageAbout, pages, search } from "./pages.ts";

// The lists name components, whose modules ask the window how it looks.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
const { lessons } = await import("../lessons/index.ts");
const { charts } = await import("../panels/charts.ts");

test.each(charts.map(({ id, name }) => [name, id] as const))("the chart %s has a page of its own", (name, id) => {
  const page = pages.find((one) => one.region === name);
  expect(page?.id).toBe(id);
  expect(page?.sections.length).toBeGreaterThan(0);
});

test.each(["Model graph", "Operators", "Prediction", "Inspector", "Lessons"])("the view %s has a page", (region) => {
  expect(pageAbout(region)?.region).toBe(region);
});

test("no two pages share an id or a region, and every section says something", () => {
  const ids = pages.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const regions = pages.flatMap(({ region }) => region ?? []);
  expect(new Set(regions).size).toBe(regions.length);
  for (const { sections } of pages) for (const { lines } of sections) expect(lines).not.toEqual([]);
});

test("no line says the same twice in a page: lines are told apart by their words", () => {
  for (const { sections } of pages) {
    for (const { lines } of sections) {
      const keys = lines.map((line) => (typeof line === "string" ? line : line[0]));
      expect(new Set(keys).size).toBe(keys.length);
    }
  }
});

test("every lesson is reached from a page, and no page names one that is not there", () => {
  const named = new Set(pages.flatMap((page) => page.lessons ?? []));
  const there = lessons.map(({ id }) => id);
  expect([...named].filter((id) => !there.includes(id))).toEqual([]);
  const ofViews = pages.filter(({ id }) => id !== "lessons").flatMap((page) => page.lessons ?? []);
  expect(there.filter((id) => !ofViews.includes(id))).toEqual([]);
});

test("a search finds pages by all of its words, in the title first; an empty one finds all", () => {
  expect(search("")).toHaveLength(pages.length);
  expect(search("ridge point")[0]?.title).toBeDefined();
  expect(search("roofline")[0]?.id).toBe("roofline");
  expect(search("Ceilings SIMD").map(({ id }) => id)).toEqual(["roofline"]);
  expect(search("zebra")).toEqual([]);
});

test("what is about nothing that has a page opens the first one", () => {
  expect(pageAbout("")).toBe(chapters[0]?.pages[0]);
  expect(pageAbout("schedule")?.title).toBe("Schedule");
});
