/**
 * `npm run measure`: latency of generated networks under ONNX Runtime on one core, alone, beside a load on the same core
 * and beside a copying program on another. `--networks N` of each family (default 12), `--passes N` visits to each. A run that
 * was stopped goes on where it was; the tables are in public/measurements/.
 */
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { buildVariant } from "../generate/variants.ts";
import { encodeModel } from "../onnx/encode.ts";
import { describeMachine, machineProblem } from "./measure/machine.ts";
import { type Competitors, startCompetitors } from "./measure/competitors.ts";
import { type Measured, measureNetwork, type Subject } from "./measure/measure-network.ts";
import { networksToMeasure, passes, surroundings } from "./measure/plan.ts";
import { completeVisits, header, line, onlyVisits, visitOf } from "./measure/row.ts";
import { projectRoot } from "./project.ts";

const { values } = parseArgs({
  options: {
    networks: { type: "string", default: "12" },
    passes: { type: "string", default: String(passes) },
    minutes: { type: "string", default: "600" },
  },
});
const folder = join(projectRoot, "public/measurements");
const rowsFile = join(folder, "states.csv");
/** Some thousand lines a visit; gzip files may be put behind each other. */
const nodesFile = join(folder, "nodes.csv.gz");

const startedAt = Date.now();
const minutes = (milliseconds: number): string => (milliseconds / 60_000).toFixed(0);

function progress(done: number, total: number, text: string): void {
  const filled = Math.round((30 * done) / total);
  const left = done === 0 ? "" : `, ${minutes(((Date.now() - startedAt) / done) * (total - done))} min left`;
  process.stderr.write(`\r[${"#".repeat(filled).padEnd(30)}] ${text}${left}`.padEnd(100).slice(0, 100));
}

/** Lets a later run trust the tables: rows of a visit cut short go, the others stay. */
function openTables(): ReadonlySet<string> {
  mkdirSync(folder, { recursive: true });
  const table = existsSync(rowsFile) ? readFileSync(rowsFile, "utf8") : `${header}\n`;
  const done = completeVisits(table, surroundings.length);
  writeFileSync(rowsFile, `${onlyVisits(table, done)}\n`);
  const nodes = existsSync(nodesFile)
    ? gunzipSync(readFileSync(nodesFile)).toString("utf8")
    : "network,pass,node,op,median_us\n";
  writeFileSync(nodesFile, gzipSync(`${onlyVisits(nodes, done)}\n`, { level: 9 }));
  return done;
}

function append(visit: string, { rows, nodes }: Measured): void {
  const times = nodes.map(
    ({ node, op, medianSeconds }) => `${visit},${node},${op},${(medianSeconds * 1e6).toFixed(1)}\n`,
  );
  appendFileSync(nodesFile, gzipSync(times.join("")));
  appendFileSync(rowsFile, rows.map((row) => `${line(row)}\n`).join(""));
}

/** The file of a network, written at the first visit. */
function subjectOf(network: string, pass: number, scratch: string): Subject {
  const path = join(scratch, `${network}.onnx`);
  const model = buildVariant(network, existsSync(path) ? {} : { weights: "seeded" });
  const type = model?.graph.inputs[0]?.type;
  const resolution = type?.kind === "tensor" ? type.shape?.[2] : undefined;
  if (model === undefined || typeof resolution !== "number") throw new Error(`${network} cannot be built`);
  if (!existsSync(path)) writeFileSync(path, encodeModel(model));
  return { network, pass, path, resolution };
}

async function measure(scratch: string, competitors: Competitors): Promise<void> {
  const done = openTables();
  writeFileSync(join(folder, "machine.json"), `${JSON.stringify(await describeMachine(), undefined, 2)}\n`);
  const networks = networksToMeasure(Number(values.networks));
  const visits = Array.from({ length: Number(values.passes) }, (_, at) =>
    networks.map((network) => [network, at + 1] as const),
  )
    .flat()
    .filter(([network, pass]) => !done.has(visitOf(network, pass)));
  const deadline = startedAt + Number(values.minutes) * 60_000;
  for (const [index, [network, pass]] of visits.entries()) {
    if (Date.now() > deadline) break;
    // oxlint-disable-next-line no-await-in-loop
    const measured = await measureNetwork(subjectOf(network, pass, scratch), competitors, (rows) =>
      progress(index + rows / surroundings.length, visits.length, `${index + 1}/${visits.length} ${network}`),
    );
    append(visitOf(network, pass), measured);
  }
  process.stderr.write("\n");
}

const problem = machineProblem();
if (problem === undefined) {
  const scratch = mkdtempSync(join(tmpdir(), "measure-"));
  const competitors = startCompetitors();
  try {
    await measure(scratch, competitors);
  } finally {
    await competitors.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
} else {
  console.error(problem);
  process.exitCode = 1;
}
