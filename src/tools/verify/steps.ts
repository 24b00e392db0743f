import { type Counts, playwrightCounts, vitestCounts } from "./counts.ts";

/** One command of the check. `counts` reads the JSON report of a step that runs test cases. */
export type Step = {
  readonly name: string;
  /** A script of package.json, and what it is told besides. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly counts?: (report: unknown) => Counts | undefined;
};

const vitestReport = (file: string): readonly string[] => [
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${file}`,
];

/** All that `npm test` runs, cheap steps first; `report` is a file for JSON reports. */
export const checks = (report: string): readonly Step[] => [
  { name: "format", script: "format", args: [] },
  { name: "lint", script: "lint", args: [] },
  { name: "types", script: "types", args: [] },
  { name: "unit tests", script: "unit", args: vitestReport(report), counts: vitestCounts },
  { name: "build", script: "build", args: [] },
  {
    name: "end to end",
    script: "e2e",
    args: ["--reporter=list,json"],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    counts: playwrightCounts,
  },
];

/** What `npm run reference` runs: our numbers against files and figures beside the repository. */
export const referenceChecks = (report: string): readonly Step[] => [
  { name: "reference", script: "unit", args: ["--mode", "reference", ...vitestReport(report)], counts: vitestCounts },
];
