/** `npm start`: serves the built studio and prints where. `--port N` or PORT chooses the port. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "./project.ts";
import { startServer } from "./server/static-server.ts";

const { values } = parseArgs({ options: { port: { type: "string" }, root: { type: "string" } } });
const root = resolve(values.root ?? resolve(projectRoot, "dist"));
const port = Number(values.port ?? process.env["PORT"] ?? 4173);

if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port wants a number from 0 to 65535, not ${values.port ?? process.env["PORT"] ?? ""}`);
  process.exitCode = 2;
} else if (existsSync(resolve(root, "index.html"))) {
  const server = await startServer({ root, port });
  console.log(`Ridgepoint is at ${server.url}  (Ctrl+C stops it)`);
} else {
  console.error(`There is no built page in ${root}: run "npm run build" first.`);
  process.exitCode = 1;
}
