/** The samples that come with the studio, as public/samples/index.json lists them. */

export interface Sample {
  /** What `?model=` says. */
  readonly name: string;
  readonly title: string;
  readonly file: string;
  /** One line: what it is made of and how large it is. */
  readonly description: string;
}

let listed: Promise<readonly Sample[]> | undefined;

/** Fetched once. */
export function listSamples(): Promise<readonly Sample[]> {
  listed ??= fetch("samples/index.json").then(async (response) => samplesOf(await response.json()));
  return listed;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Entries of the list that have what a card needs. */
export function samplesOf(json: unknown): readonly Sample[] {
  const entries: readonly unknown[] = Array.isArray(json) ? json : [];
  return entries.flatMap((entry) => {
    if (!isObject(entry)) return [];
    const { name, title, file, description } = entry;
    if (typeof name !== "string" || typeof file !== "string" || typeof title !== "string") return [];
    return [{ name, title, file, description: typeof description === "string" ? description : "" }];
  });
}

/** A sample as a file, or a sentence that says why there is none. */
export async function fetchSample(name: string, signal: AbortSignal): Promise<File | string> {
  const samples = await listSamples();
  const sample = samples.find((one) => one.name === name);
  if (sample === undefined)
    return `There is no sample of this name. There are ${samples.map((one) => one.name).join(", ")}.`;
  const response = await fetch(`samples/${sample.file}`, { signal });
  if (!response.ok) return `The sample could not be fetched (status ${response.status}).`;
  return new File([await response.blob()], sample.file);
}
