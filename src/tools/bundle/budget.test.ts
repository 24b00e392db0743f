import { expect, test } from "vitest";
import { eagerPackages, filesNamedBy, loadedWith } from "./budget.ts";
import type { Chunk } from "./chunk-report.ts";

const chunk = (file: string, imports: readonly string[], packages: readonly string[] = []): Chunk => ({
  file,
  imports,
  packages,
  entry: undefined,
  world: "page",
});

test("chunks are followed through circles, and lazy ones are left out", () => {
  const entry = chunk("entry.js", ["a.js"]);
  const all = [entry, chunk("a.js", ["b.js"]), chunk("b.js", ["a.js"]), chunk("lazy.js", ["entry.js"])];
  expect(loadedWith(entry, all).map(({ file }) => file)).toEqual(["entry.js", "a.js", "b.js"]);
});

test("plotly and tfjs on the first screen are named with their chunk; their namesakes are not", () => {
  const entry = chunk("entry.js", ["far.js"], ["react", "plotly.js-strict-notes"]);
  const far = chunk("far.js", [], ["plotly.js", "@tensorflow/tfjs-core"]);
  expect(eagerPackages(entry, [entry, far])).toEqual(["plotly.js in far.js", "@tensorflow/tfjs-core in far.js"]);
  expect(eagerPackages(entry, [entry])).toEqual([]);
});

test("a page names its script, preloads and styles, not its icon", () => {
  const html = `<link rel="icon" href="/icon.svg"><script type="module" crossorigin src="/assets/i.js"></script>
    <link rel="modulepreload" crossorigin href="./assets/r.js"><link rel="stylesheet" crossorigin href="/assets/i.css">`;
  expect(filesNamedBy(html)).toEqual(["assets/i.js", "assets/r.js", "assets/i.css"]);
});
