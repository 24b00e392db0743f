import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bytesSource } from "../base/source.ts";
import { analyzeFile } from "../engine/analyze.ts";
import { type Sample, sampleFiles, samplesFolder } from "./samples.ts";

const committed = (name: string): Uint8Array => new Uint8Array(readFileSync(join(samplesFolder, name)));
const samples: readonly Sample[] = JSON.parse(new TextDecoder().decode(committed("index.json")));

test("public/samples is what `npm run samples` writes now, byte for byte", () => {
  const files = sampleFiles();
  expect(readdirSync(samplesFolder).sort()).toEqual([...files.keys()].sort());
  for (const [name, content] of files) expect(Buffer.compare(committed(name), content), name).toBe(0);
});

test.each(samples.map((sample) => [sample.name, sample] as const))(
  "%s opens whole; all there is to say is that its weights are not there",
  async (name, sample) => {
    const content = committed(sample.file);
    expect(content.length).toBe(sample.bytes);
    expect(content.length).toBeLessThan(200_000);
    const analysis = await analyzeFile(bytesSource(sample.file, content));
    const codes = analysis.problems.map((problem) => problem.code);
    expect(codes).toEqual(name === "mobilenet_v2" ? ["missing-data", "assumed-dim"] : ["missing-data"]);
    expect(analysis.totals.coveredNodes).toBe(analysis.nodes.length);
    expect(analysis.model.dims).toEqual(name === "mobilenet_v2" ? { batch: 1 } : {});
  },
);

test("the descriptions state the counts", async () => {
  for (const { file, description } of samples) {
    const { totals } = await analyzeFile(bytesSource(file, committed(file)));
    const [, gigaMacs = "", params = ""] = /([\d.]+) GMAC, ([\d.]+) M parameters/.exec(description) ?? [];
    const rounded = (value: number, like: string) => value.toFixed(like.split(".")[1]?.length ?? 0);
    expect(rounded(totals.macs / 1e9, gigaMacs), file).toBe(gigaMacs);
    expect(rounded(totals.params / 1e6, params), file).toBe(params);
  }
});
