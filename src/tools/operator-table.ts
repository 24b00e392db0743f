/** `npm run operators`: writes the table of operators that src/ops/OPERATORS.md is. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { operatorTable } from "./operators/table.ts";
import { projectRoot } from "./project.ts";

const path = join(projectRoot, "src/ops/OPERATORS.md");
const text = operatorTable();
writeFileSync(path, text);
console.log(`${path}: ${text.split("\n").filter((line) => line.startsWith("| ")).length} rows`);
