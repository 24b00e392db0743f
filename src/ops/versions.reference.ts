/** The list of operators and versions against the schemas of onnx as exported beside the repository. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hasShared, sharedPath } from "../testing/shared.ts";
import { deprecated, versions } from "./versions.ts";

interface Schema {
  readonly domain: string;
  readonly name: string;
  readonly since: number;
  readonly deprecated: boolean;
}

const schemas = hasShared
  ? (JSON.parse(readFileSync(sharedPath("reference", "onnx_operators.json"), "utf8")) as readonly Schema[])
  : [];

test.skipIf(!hasShared)(
  "each of the 592 versions of 219 operators is listed, with nothing else up to its newest",
  () => {
    const newest: Record<string, number> = {};
    for (const { domain, since } of schemas) newest[domain] = Math.max(newest[domain] ?? 0, since);
    const said = schemas.map(({ domain, name, since }) => `${domain} ${name} ${since}`);
    const listed = Object.entries(versions).flatMap(([domain, list]) =>
      Object.entries(list).flatMap(([name, since]) =>
        since.filter((version) => version <= (newest[domain] ?? 0)).map((version) => `${domain} ${name} ${version}`),
      ),
    );
    expect(new Set(said.map((line) => line.slice(0, line.lastIndexOf(" ")))).size).toBe(219);
    expect(said).toHaveLength(592);
    expect(listed.sort()).toEqual(said.sort());
  },
);

/** A first version that was withdrawn for an error in its definition; the operator itself lives on. */
const revised = "ai.onnx GroupNormalization 18";

test.skipIf(!hasShared)("the same operators are deprecated", () => {
  const said = schemas
    .filter((schema) => schema.deprecated)
    .map(({ domain, name, since }) => `${domain} ${name} ${since}`);
  const listed = Object.entries(deprecated).flatMap(([domain, list]) =>
    Object.entries(list).map(([name, since]) => `${domain} ${name} ${since}`),
  );
  expect([...listed, revised].sort()).toEqual(said.sort());
});
