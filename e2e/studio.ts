/** The window as its users see it: what the stories in this folder speak through. */
import { expect, type Locator, type Page, test as base } from "@playwright/test";

/** What the page offers to tests and to curious people in the console. */
export interface StudioHandle {
  /** Resolves when nothing is being computed or drawn. */
  idle(): Promise<void>;
  /** The prediction on screen. */
  prediction(): { readonly latencySeconds: number | undefined } | undefined;
}

declare global {
  interface Window {
    studio: StudioHandle;
  }
}

export class Studio {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async goto(path = "/"): Promise<void> {
    await this.page.goto(path);
    await this.idle();
  }

  async idle(): Promise<void> {
    await this.page.waitForFunction(() => window.studio !== undefined);
    await this.page.evaluate(() => window.studio.idle());
  }

  /** Chooses a file, or several, by the labelled input. */
  async choose(file: string | string[] | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.page.getByLabel("ONNX file").setInputFiles(file);
    await this.idle();
  }

  /** Drops a file somewhere on the window, as a person drags it in. */
  drop(name: string, bytes: Uint8Array): Promise<void> {
    return this.dropAll({ [name]: bytes });
  }

  /** Drops several files at once. */
  async dropAll(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      (contents) => {
        const data = new DataTransfer();
        for (const [name, content] of contents) data.items.add(new File([new Uint8Array(content)], name));
        return data;
      },
      Object.entries(files).map(([name, bytes]) => [name, [...bytes]] as const),
    );
    await this.page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
    await this.page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
    await this.page.dispatchEvent("body", "drop", { dataTransfer: transfer });
    await this.idle();
  }

  /** Drops files or folders of the disk, through the browser's own dragging. */
  async dropPaths(...paths: readonly string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
    }
    await session.detach();
    await this.idle();
  }

  region(name: "Model graph" | "Operators" | "Roofline" | "Prediction" | "Inspector"): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  slider(name: "CPU frequency" | "CPU utilization" | "Memory bandwidth"): Locator {
    return this.page.getByRole("slider", { name, exact: true });
  }

  /** Moves a slider by the keyboard: to its end, its start, or a number of steps. */
  async move(slider: Locator, key: "Home" | "End" | "ArrowLeft" | "ArrowRight", times = 1): Promise<void> {
    await slider.focus();
    for (let i = 0; i < times; i += 1) await slider.press(key);
    await this.idle();
  }

  alert(): Locator {
    return this.page.getByRole("alert");
  }
}

/** A test with a studio; any error of the page, and any request that leaves its origin, fails it. */
export const test = base.extend<{ studio: Studio }>({
  studio: async ({ page, baseURL }, use) => {
    const errors: string[] = [];
    const strangers: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!/^(blob|data):/.test(url) && baseURL !== undefined && !url.startsWith(baseURL)) strangers.push(url);
    });
    await use(new Studio(page));
    expect(errors, "errors of the page").toEqual([]);
    expect(strangers, "requests that leave the origin").toEqual([]);
  },
});

export { expect };
