import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { chunkReport } from "./src/tools/bundle/chunk-report.ts";
import { offlineEdition } from "./src/tools/offline/plugin.ts";
import { metaPolicy } from "./src/tools/server/headers.ts";

const chunks = chunkReport();

/** Packages that get a chunk of their own, so that a change of our code leaves them in the visitor's cache. */
const vendorChunks = [
  { name: "plotly", test: /node_modules[\\/]plotly\.js[\\/]/ },
  { name: "cytoscape", test: /node_modules[\\/]cytoscape[\\/]/ },
  { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
];

/**
 * The state is there from the start, with all that it stands on: in one chunk it weighs 3 kB less than in the ten that views
 * fetched later would have it cut into. What only some of them need is left out.
 */
const stateChunk = {
  name: "state",
  test: /src[\\/]app[\\/](state|work)[\\/](?!own-latencies|latency-list|session-file)/,
};

/** What jsPDF would fetch for HTML and SVG, which figures do not ask of it: they are painted shape by shape. */
const neverAsked = ["html2canvas", "dompurify", "canvg"];

export default defineConfig(({ mode }) => ({
  // plotly.js 4 speaks of `global`, which no browser has.
  define: { global: "globalThis" },
  plugins: [
    react(),
    chunks.page(),
    {
      name: "ridgepoint:policy",
      // Only when building: the development server needs inline scripts and a web socket.
      apply: "build" as const,
      transformIndexHtml: () => [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content: metaPolicy },
          injectTo: "head-prepend" as const,
        },
      ],
    },
    offlineEdition(),
  ],
  worker: { format: "es" as const, plugins: () => [chunks.worker()] },
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    // Weights and models are fetched by name; nothing is worth inlining into a script that a policy would then refuse.
    assetsInlineLimit: 0,
    // Sizes are judged by src/tools/bundle-budget.ts.
    chunkSizeWarningLimit: 4096,
    reportCompressedSize: false,
    rolldownOptions: { external: neverAsked, output: { codeSplitting: { groups: [...vendorChunks, stateChunk] } } },
  },
  test: {
    environment: "node",
    include: mode === "reference" ? ["src/**/*.reference.ts"] : ["src/**/*.test.{ts,tsx}"],
    benchmark: { include: ["src/**/*.bench.ts"] },
    // Reference checks read thousands of real files.
    testTimeout: mode === "reference" ? 300_000 : 20_000,
    passWithNoTests: mode === "reference",
    requireAssertions: mode !== "reference",
  },
}));
