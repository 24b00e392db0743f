/** `npm run picture`: the workspace as the README shows it, of the page that is built into dist/ (`--root` names another). */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withStudio } from "./bench/measure-page.ts";
import { untilIdle } from "./bench/window.ts";
import { projectRoot } from "./project.ts";

const { values } = parseArgs({ options: { root: { type: "string", default: join(projectRoot, "dist") } } });

await withStudio(values.root, async ({ url, browser }) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
  await page.goto(new URL("?model=resnet50&device=pixel4&node=layer2.0.conv2", url).href);
  await untilIdle(page);
  await page.screenshot({ path: join(projectRoot, "public", "screenshot.png"), animations: "disabled" });
});
