/** A person relies on it that nothing is sent anywhere. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page, Request } from "@playwright/test";
import { expect, test } from "./studio.ts";

const bytes = readFileSync(new URL("../public/samples/squeezenet1_1.onnx", import.meta.url));

/** Everything the context asks for, of pages and of their workers. */
function watch(page: Page): readonly Request[] {
  const requests: Request[] = [];
  page.context().on("request", (request) => void requests.push(request));
  return requests;
}

test("a whole tour asks the page's own origin alone, sends no content, and tells so in its help", async ({
  studio,
  page,
  baseURL,
}) => {
  test.slow();
  const requests = watch(page);
  await studio.goto("/?model=resnet18&device=pixel4");
  await studio.drop("my-secret-net.onnx", bytes);
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    await studio.idle();
  }
  await studio.move(studio.slider("CPU frequency"), "Home");
  await page.getByRole("searchbox").fill("op:conv");
  await studio.region("Operators").getByRole("row", { name: /Conv/ }).first().click();
  await page.getByRole("button", { name: "Lessons", exact: true }).click();
  await studio.idle();
  await page.keyboard.press("Escape");
  for (const name of ["CSV", "JSON", "Markdown", "Parquet", "Session"]) {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page
      .getByRole("group", { name: "Export" })
      .getByRole("button", { name: new RegExp(`^${name}\\b`) })
      .click();
    await download;
  }
  await page.getByRole("button", { name: "Ridgepoint" }).click();
  await page.getByRole("checkbox", { name: /Remember files/ }).check();
  await studio.drop("my-secret-net.onnx", bytes);
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await expect(page.locator("#help")).toContainText(/What leaves this tab\s*Nothing\./);
  await studio.idle();

  const asked = requests.filter((request) => !/^(blob|data):/.test(request.url()));
  expect(asked.length, "the tour was watched").toBeGreaterThan(10);
  // What the workers fetch is watched too.
  expect(asked.some((request) => request.url().includes("/predictors/"))).toBe(true);
  for (const request of asked) {
    expect(request.url()).toMatch(new RegExp(`^${baseURL}`));
    expect(request.method()).toBe("GET");
    expect(request.postDataBuffer()).toBeNull();
    expect(decodeURIComponent(request.url())).not.toContain("my-secret-net");
  }
});

test("were the page to send something elsewhere, the browser would refuse: page, workers, images, scripts, forms", async ({
  page,
  baseURL,
}) => {
  test.slow();
  let reached = 0;
  const stranger = createServer((_, response) => {
    reached += 1;
    response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end("ok");
  });
  await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  const elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`;
  // So that a refusal is the policy's work and not that of a broken address.
  expect((await fetch(elsewhere)).status).toBe(200);
  reached = 0;

  const response = await page.goto("/?model=squeezenet1_1");
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  await page.evaluate(() => window.studio.idle());
  expect(page.workers().length).toBeGreaterThan(0);
  const refused = (url: string) =>
    fetch(url).then(
      () => false,
      () => true,
    );
  expect(await page.evaluate(refused, elsewhere)).toBe(true);
  for (const worker of page.workers()) expect(await worker.evaluate(refused, elsewhere)).toBe(true);
  await page.evaluate(async (url) => {
    navigator.sendBeacon(url, "x");
    const image = new Image();
    image.src = url;
    document.body.append(image);
    const script = document.createElement("script");
    script.src = url;
    document.body.append(script);
    const form = document.createElement("form");
    form.action = url;
    form.target = "_blank";
    document.body.append(form);
    form.submit();
    try {
      const socket = new WebSocket(url.replace("http", "ws"));
      socket.close();
    } catch {
      // Refused at once.
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }, elsewhere);
  expect(reached, "requests that arrived elsewhere").toBe(0);
  expect(page.url()).toContain(baseURL);
  // The browser may hold connections on which it never asks anything; the server would wait a minute for each.
  stranger.closeAllConnections();
  await new Promise((resolve) => stranger.close(resolve));
});
