/**
 * `npm run measure`: latency of generated networks under ONNX Runtime on one core, alone, beside a load on the same core
 * and beside a copying program on another. `--networks N` of each family (default 12). A run that was stopped goes on
 * where it was; the table is public/measurements/.
 */
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildVariant } from "../generate/variants.ts";
import { encodeModel } from "../onnx/encode.ts";
import { describeMachine, machineProblem } from "./measure/machine.ts";
import { type Measured, measureNetwork } from "./measure/measure-network.ts";
import { networksToMeasure, surroundings } from "./measure/plan.ts";
import { completeNetworks, completeRows, header, line } from "./measure/row.ts";
import { projectRoot } from "./project.ts";

const { values } = parseArgs({
  options: { networks: { type: "string", default: "12" }, minutes: { type: "string", default: "600" } },
});
const folder = join(projectRoot, "public/measurements");
const rowsFile = join(folder, "states.csv");
const nodesFile = join(folder, "nodes.csv");

const startedAt = Date.now();
const minutes = (milliseconds: number): string => (milliseconds / 60_000).toFixed(0);

function progress(done: number, total: number, text: string): void {
  const filled = Math.round((30 * done) / total);
  const left = done === 0 ? "" : `, ${minutes(((Date.now() - startedAt) / done) * (total - done))} min left`;
  process.stderr.write(`\r[${"#".repeat(filled).padEnd(30)}] ${text}${left}`.padEnd(100).slice(0, 100));
}

/** Lets a later run trust the table: rows of a network cut short go, the others stay. */
function openTables(): ReadonlySet<string> {
  mkdirSync(folder, { recursive: true });
  const before = existsSync(rowsFile) ? readFileSync(rowsFile, "utf8") : `${header}\n`;
  const table = completeRows(before, surroundings.length);
  writeFileSync(rowsFile, table.endsWith("\n") ? table : `${table}\n`);
  if (!existsSync(nodesFile)) writeFileSync(nodesFile, "network,node,op,median_us\n");
  return completeNetworks(table, surroundings.length);
}

function append(network: string, { rows, nodes }: Measured): void {
  appendFileSync(rowsFile, rows.map((row) => `${line(row)}\n`).join(""));
  const times = nodes.map(
    ({ node, op, medianSeconds }) => `${network},${node},${op},${(medianSeconds * 1e6).toFixed(1)}\n`,
  );
  appendFileSync(nodesFile, times.join(""));
}

async function measure(scratch: string): Promise<void> {
  const done = openTables();
  writeFileSync(join(folder, "machine.json"), `${JSON.stringify(await describeMachine(), undefined, 2)}\n`);
  const networks = networksToMeasure(Number(values.networks)).filter((network) => !done.has(network));
  const deadline = startedAt + Number(values.minutes) * 60_000;
  for (const [index, network] of networks.entries()) {
    if (Date.now() > deadline) break;
    const model = buildVariant(network, { weights: "seeded" });
    const type = model?.graph.inputs[0]?.type;
    const resolution = type?.kind === "tensor" ? type.shape?.[2] : undefined;
    if (model === undefined || typeof resolution !== "number") throw new Error(`${network} cannot be built`);
    const path = join(scratch, "model.onnx");
    writeFileSync(path, encodeModel(model));
    // oxlint-disable-next-line no-await-in-loop
    const measured = await measureNetwork({ network, path, resolution }, (rows) =>
      progress(index + rows / surroundings.length, networks.length, `${index + 1}/${networks.length} ${network}`),
    );
    append(network, measured);
  }
  process.stderr.write("\n");
}

const problem = machineProblem();
if (problem === undefined) {
  const scratch = mkdtempSync(join(tmpdir(), "measure-"));
  try {
    await measure(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
} else {
  console.error(problem);
  process.exitCode = 1;
}
