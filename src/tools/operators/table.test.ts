import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { operatorOf } from "../../ops/index.ts";
import { versions } from "../../ops/versions.ts";
import { projectRoot } from "../project.ts";
import { operatorTable } from "./table.ts";

const table = operatorTable();
const row = (name: string): readonly string[] =>
  (table.split("\n").find((line) => line.startsWith(`| ${name} |`)) ?? "").split("|").map((cell) => cell.trim());

test("OPERATORS.md is fresh: `npm run operators` writes it", () => {
  expect(readFileSync(join(projectRoot, "src/ops/OPERATORS.md"), "utf8")).toBe(table);
});

test("every operator of the specification has an entry", () => {
  const missing = Object.entries(versions).flatMap(([domain, list]) =>
    Object.keys(list).filter((name) => operatorOf(domain, name) === undefined),
  );
  expect(missing).toEqual([]);
});

test("a 3x3 convolution of 4 channels: 36 MAC for each output", () => {
  expect(row("Conv").slice(3, 6)).toEqual(["conv, window", "[N,4,8,8] [8,4,3,3] → [N,8,6,6]", "36 MAC per output"]);
});

test("broadcasting, views and partial reads are told", () => {
  expect(row("Add").slice(4, 6)).toEqual(["[N,4,8,1] [4,1,8] → [N,4,8,8]", "1 FLOP per output"]);
  expect(row("Reshape").slice(4, 7)).toEqual(["[N,4,8,8] {0,-1} → [N,256]", "none", "view: none"]);
  expect(row("Gather").slice(4, 7)).toEqual([
    "[100,16] int64[N,8] → [N,8,16]",
    "none",
    "reads 1024 of 6400 byte of input 0",
  ]);
});

test("sizes that run time decides are marked", () => {
  expect(row("NonZero")[4]).toBe("[N,4,8,8] → int64[4,?]");
});
