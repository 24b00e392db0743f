import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/** What a layer may import: other layers whole, or only their types; npm packages; and Node itself. */
type Layer = {
  readonly layers: readonly string[];
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
  readonly node?: true;
};

const costing = ["base", "graph", "ops", "cost"];
const tfjs = ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-cpu", "@tensorflow/tfjs-backend-wasm"];
const everything = [
  "base",
  "onnx",
  "graph",
  "ops",
  "cost",
  "device",
  "runtime",
  "predict",
  "learn",
  "layout",
  "graph-view",
  "engine",
  "compare",
  "export",
  "figure",
  "generate",
  "offline",
  "tools/atlas",
  "tools/baselines",
];

const table: Readonly<Record<string, Layer>> = {
  base: { layers: [] },
  onnx: { layers: ["base"], packages: ["onnx-proto"] },
  graph: { layers: ["base", "onnx"] },
  ops: { layers: ["base", "graph"], types: ["onnx"] },
  cost: { layers: ["base", "graph", "ops"] },
  device: { layers: ["base", "cost"] },
  runtime: { layers: ["base", "cost", "device"] },
  predict: { layers: ["base", "graph", "cost", "device", "runtime"] },
  learn: { layers: ["onnx", ...costing, "device", "runtime", "predict"], packages: tfjs },
  layout: { layers: ["base"] },
  "graph-view": { layers: ["base"] },
  generate: { layers: ["base", "onnx"] },
  engine: { layers: ["onnx", ...costing, "device", "runtime", "predict"] },
  compare: { layers: ["base", "cost", "device", "runtime"], types: ["predict", "engine"] },
  export: { layers: ["base", "cost", "device", "runtime", "predict", "engine"], packages: ["hyparquet-writer"] },
  figure: { layers: ["base", "cost", "device", "runtime", "predict", "engine", "export"] },
  offline: { layers: [] },
  workers: { layers: everything, packages: ["comlink", ...tfjs] },
  app: {
    layers: ["base", "graph", "cost", "device", "runtime", "compare", "graph-view", "export", "figure"],
    types: ["predict", "engine", "layout", "workers"],
    packages: [
      "react",
      "react-dom",
      "react-resizable-panels",
      "@tanstack/react-table",
      "@tanstack/react-virtual",
      "plotly.js",
      "cytoscape",
      "comlink",
      "idb-keyval",
      "jspdf",
      "pdfjs-dist",
    ],
  },
  cli: { layers: everything, packages: tfjs, node: true },
  tools: { layers: [...everything, "cli"], packages: [...tfjs, "@playwright/test", "vite", "onnx-proto"], node: true },
  testing: { layers: everything, packages: ["vitest", "fast-check"], node: true },
};

/** Folders whose `index.ts` is the list of their kind; every other index would only hide where things are. */
const lists = [
  "ops",
  "predict",
  "learn",
  "device/catalog",
  "device/cores",
  "device/import",
  "cost/conv",
  "runtime/choice",
  "runtime/fusion",
  "export",
  "figure/kinds",
  "app/lessons",
  "app/panels",
  "generate",
  "tools/atlas",
  "tools/baselines",
];

const root = resolve(import.meta.dirname, "..");

const walk = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    if (["node_modules", "dist", ".git", "test-results", "playwright-report", "coverage", ".cache"].includes(name)) {
      return [];
    }
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });

const slashes = (path: string): string => relative(root, path).replaceAll("\\", "/");
const files = walk(root).map(slashes);
const isCode = (file: string): boolean => /^(src|workers)\/.*\.tsx?$/.test(file);
const isTest = (file: string): boolean => /\.(test|bench|reference)\.tsx?$/.test(file);
const source = (file: string): string => readFileSync(join(root, file), "utf8");

/** `src/cost/analyze.ts` → cost, `workers/x.worker.ts` → workers; undefined for the few files above the layers. */
const layerOf = (file: string): string | undefined =>
  file.startsWith("workers/") ? "workers" : /^src\/([^/]+)\//.exec(file)?.[1];

type Import = { readonly from: string; readonly typeOnly: boolean };

function importsOf(text: string): readonly Import[] {
  const found: Import[] = [];
  const statement = /^\s*(?:import|export)\s+(type\s+)?([\w*\s{},$]*?)\s*from\s*["']([^"']+)["']/gm;
  for (const [, type, names = "", from = ""] of text.matchAll(statement)) {
    const inner = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
    const everyNameIsType = inner !== undefined && inner.split(",").every((name) => /^\s*(type\s|$)/.test(name));
    found.push({ from, typeOnly: type !== undefined || everyNameIsType });
  }
  const atRunTime = /(?:^|\W)import\s*(?:\(\s*)?["']([^"']+)["']|new URL\(\s*["'](\.[^"']+\.tsx?)["']/gm;
  for (const [, imported, addressed] of text.matchAll(atRunTime)) {
    // A worker's address is no import: its code stays on the other side.
    if (addressed === undefined && imported !== undefined) found.push({ from: imported, typeOnly: false });
  }
  return found;
}

/** Why `file` may not import this; undefined when it may. */
function objection(file: string, { from, typeOnly }: Import): string | undefined {
  const layer = layerOf(file) ?? "";
  const rule = table[layer];
  if (rule === undefined) return `${file}: "${layer}" is no layer of the table`;
  if (from.startsWith(".")) {
    if (!/\.(tsx?|css|json)$|\?url$|\?worker$/.test(from)) return `${file}: "${from}" lacks its .ts`;
    const target = slashes(resolve(root, dirname(file), from));
    const other = layerOf(target);
    if (isTest(target)) return `${file} imports the test ${target}`;
    if (other === layer || rule.layers.includes(other ?? "")) return undefined;
    if (typeOnly && rule.types?.includes(other ?? "") === true) return undefined;
    return `${file}: ${layer} may not import ${other ?? target}${rule.types?.includes(other ?? "") ? " except types" : ""}`;
  }
  if (from.startsWith("node:")) return rule.node ? undefined : `${file}: ${layer} may not import ${from}`;
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from;
  return rule.packages?.includes(name) ? undefined : `${file}: ${layer} may not import the package ${name}`;
}

describe("layers", () => {
  const layered = files.filter((file) => isCode(file) && layerOf(file) !== undefined);

  test.each(Object.keys(table))("%s imports only what its line allows", (layer) => {
    const own = layered.filter((file) => layerOf(file) === layer && !isTest(file));
    const objections = own.flatMap((file) => importsOf(source(file)).flatMap((one) => objection(file, one) ?? []));
    expect(objections).toEqual([]);
  });

  test("every folder of src is a layer", () => {
    const unknown = layered.filter((file) => table[layerOf(file) ?? ""] === undefined);
    expect(unknown).toEqual([]);
  });

  test("a layer only stands on layers above it in the table, so there are no circles", () => {
    const order = Object.keys(table);
    for (const [layer, { layers }] of Object.entries(table)) {
      for (const below of layers)
        expect(order.indexOf(below), `${layer} on ${below}`).toBeLessThan(order.indexOf(layer));
    }
  });

  test("the rules catch what they are for", () => {
    const first = (file: string, text: string) => importsOf(text).map((one) => objection(file, one))[0];
    expect(first("src/app/a.ts", 'import { infer } from "../ops/infer.ts";')).toContain("app may not import ops");
    expect(first("src/app/a.ts", 'import {\n  type Analysis,\n} from "../engine/analysis.ts";')).toBeUndefined();
    expect(first("src/app/a.ts", 'import { analyzeFile } from "../engine/analyze.ts";')).toContain("except types");
    expect(first("src/app/a.ts", 'const f = () => import("@tensorflow/tfjs-core");')).toContain("tfjs-core");
    expect(first("src/cost/a.ts", 'export type { Op } from "../engine/analysis.ts";')).toContain("engine");
    expect(first("src/cost/a.ts", 'import fs from "node:fs";')).toContain("node:fs");
    expect(first("src/cost/a.ts", 'import { x } from "./b";')).toContain("lacks its .ts");
    expect(first("src/cost/a.ts", 'import { graphOf } from "../testing/graph-text.ts";')).toContain("testing");
    expect(first("src/app/a.ts", 'new Worker(new URL("../../workers/x.worker.ts", import.meta.url))')).toBeUndefined();
  });
});

describe("files", () => {
  /** Lines that hold code: neither blank nor comment. */
  const codeLines = (text: string): number =>
    text
      .replaceAll(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, "")
      .split("\n")
      .filter((line) => /^\s*(?!\/\/)\S/.test(line)).length;

  test("a worker is a facade of under 40 lines", () => {
    const long = files.filter(
      (file) => /^workers\/.*\.ts$/.test(file) && source(file).trimEnd().split("\n").length >= 40,
    );
    expect(long).toEqual([]);
  });

  test("no file is over 400 lines of code, tests and device tables aside", () => {
    const long = files.filter(
      (file) =>
        isCode(file) && !isTest(file) && !file.startsWith("src/device/catalog/") && codeLines(source(file)) > 400,
    );
    expect(long).toEqual([]);
  });

  test("no barrels: index.ts only where a list is, and no file that only passes others on", () => {
    const indexes = files.filter((file) => /^src\/.*\/index\.tsx?$/.test(file));
    expect(indexes.filter((file) => !lists.includes(dirname(file).slice("src/".length)))).toEqual([]);
    const passing = files.filter((file) => isCode(file) && /^export \* from/m.test(source(file)));
    expect(passing).toEqual([]);
  });

  test("no place of one machine is written down", () => {
    const places = /(?<![\w.*}])\/(?:work|tmp|root|home)\/[\w.-]/;
    const text = files.filter((file) => /\.(tsx?|json|md|html|css|svg|csv|txt|ya?ml)$|^\.ci\//.test(file));
    expect(text.filter((file) => places.test(source(file)))).toEqual([]);
    expect(places.test(["", "work", "main"].join("/"))).toBe(true);
  });

  test("the lockfile names no registry but the public one", () => {
    const hosts = [...source("package-lock.json").matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map(
      ([, host]) => host,
    );
    expect(hosts.filter((host) => host !== "registry.npmjs.org")).toEqual([]);
  });
});

describe("READMEs", () => {
  const present = Object.keys(table).filter((layer) => files.some((file) => isCode(file) && layerOf(file) === layer));

  test.each(present)("%s says what it is", (layer) => {
    const readme = join(root, layer === "workers" ? layer : `src/${layer}`, "README.md");
    expect(existsSync(readme), slashes(readme)).toBe(true);
  });

  test("src/README.md shows this very table", () => {
    const rows = source("src/README.md").matchAll(/^\| `([\w-]+)` +\|([^|]*)\|([^|]*)\|([^|]*)\|/gm);
    const cells = (cell: string): readonly string[] =>
      cell
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "");
    const shown = Object.fromEntries(
      [...rows].map(([, layer = "", layers = "", types = "", packages = ""]) => [
        layer,
        {
          layers: cells(layers).flatMap((one) => (one === "everything above" ? everything : one)),
          types: cells(types),
          packages: cells(packages),
        },
      ]),
    );
    const here = Object.fromEntries(
      Object.entries(table).map(([layer, { layers, types = [], packages = [], node }]) => [
        layer,
        {
          layers,
          types,
          packages: short(packages, node),
        },
      ]),
    );
    expect(shown).toEqual(here);
  });

  /** The page writes the three tfjs packages as one word, and Node as a package. */
  const short = (packages: readonly string[], node: true | undefined): readonly string[] => {
    const names = packages.filter((name) => !tfjs.includes(name));
    if (names.length < packages.length) names.push("tfjs");
    return node ? [...names, "Node"] : names;
  };
});
