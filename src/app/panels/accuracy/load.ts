/** The report, fetched once when something first shows it. */
import { useCallback } from "react";
import { useJob } from "../../work/use-job.ts";
import { readReport, type Report } from "./report.ts";

/** Where the report lies below the site's root. */
const file = "predictors/evaluation.json";

export type Loaded =
  | { readonly ok: true; readonly report: Report }
  /** A sentence for people. */
  | { readonly ok: false; readonly why: string };

const missingText = "The report on accuracy could not be fetched. Is this page still online?";
const damagedText = "The report on accuracy is not one that this page can read. Load the page anew.";

async function load(): Promise<Loaded> {
  const response = await fetch(import.meta.env.BASE_URL + file).catch(() => undefined);
  if (response === undefined || !response.ok) return { ok: false, why: missingText };
  const json: unknown = await response.json().catch(() => undefined);
  const report = readReport(json);
  return report === undefined ? { ok: false, why: damagedText } : { ok: true, report };
}

let loading: Promise<Loaded> | undefined;

/** A failure is not kept: the next one who asks tries again. */
async function loadOnce(): Promise<Loaded> {
  loading ??= load();
  const loaded = await loading;
  if (!loaded.ok) loading = undefined;
  return loaded;
}

/** Undefined while it is on its way. */
export function useReport(): Loaded | undefined {
  return useJob(useCallback(() => loadOnce(), [])).value;
}
