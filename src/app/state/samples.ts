/** Models that are fetched: the samples, as public/samples/index.json lists them, and others of this very site. */

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

/** What `?model=` can say. */
export type Named =
  | { readonly kind: "sample"; readonly name: string }
  | { readonly kind: "address"; readonly url: string; readonly file: string }
  | { readonly kind: "elsewhere" };

/** A word is a sample; all else is an address, as seen from that of the page, and on the page's own site or elsewhere. */
export function namedModel(text: string, page: string): Named {
  if (/^[\w-]+$/.test(text)) return { kind: "sample", name: text };
  if (!URL.canParse(text, page)) return { kind: "elsewhere" };
  const url = new URL(text, page);
  const { origin, protocol } = new URL(page);
  // A `blob:` address has the origin of its page too, and is none that one could link to.
  if (url.origin !== origin || url.protocol !== protocol) return { kind: "elsewhere" };
  return { kind: "address", url: url.href, file: fileOf(url) };
}

function fileOf({ pathname }: URL): string {
  const last = pathname.slice(pathname.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(last) || "model.onnx";
  } catch {
    return last;
  }
}

/** The model of `?model=` as a file, or a sentence that says why there is none. */
export function fetchNamed(text: string, signal: AbortSignal): Promise<File | string> {
  const named = namedModel(text, document.baseURI);
  switch (named.kind) {
    case "sample":
      return fetchSample(named.name, signal);
    case "address":
      return fetchAddress(named.url, named.file, signal);
    case "elsewhere":
      return Promise.resolve(
        "This is not an address of this site, and nothing is fetched from elsewhere. Download the model and drop it here.",
      );
  }
}

async function fetchAddress(url: string, file: string, signal: AbortSignal): Promise<File | string> {
  try {
    // The policy of the page refuses other sites as well; this refuses to be sent on to one.
    const response = await fetch(url, { signal, mode: "same-origin" });
    if (!response.ok) return `There is no such file on this site, or it may not be read (status ${response.status}).`;
    return new File([await response.blob()], file);
  } catch (error) {
    if (error instanceof TypeError) return "It could not be fetched: the site does not answer, or sends elsewhere.";
    throw error;
  }
}

/** A sample as a file, or a sentence that says why there is none. */
async function fetchSample(name: string, signal: AbortSignal): Promise<File | string> {
  const samples = await listSamples();
  const sample = samples.find((one) => one.name === name);
  if (sample === undefined)
    return `There is no sample of this name. There are ${samples.map((one) => one.name).join(", ")}.`;
  const response = await fetch(`samples/${sample.file}`, { signal });
  if (!response.ok) return `The sample could not be fetched (status ${response.status}).`;
  return new File([await response.blob()], sample.file);
}
