/**
 * `npm run e2e`: Playwright's stories against the built page, as served to visitors. `--build` builds first; everything
 * else goes to Playwright (`-- --headed`, `-- -g "slider"`).
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findBrowser } from "./browser.ts";
import { projectRoot } from "./project.ts";
import { startServer } from "./server/static-server.ts";

process.chdir(projectRoot);
const dist = resolve(projectRoot, "dist");
const asked = process.argv.slice(2);
const mustBuild = asked.includes("--build") || !existsSync(resolve(dist, "index.html"));

/** Builds, finds a browser, serves, tests; gives the exit code of the first that fails. */
async function endToEnd(): Promise<number> {
  if (mustBuild && spawnSync("npm", ["run", "--silent", "build"], { stdio: "inherit" }).status !== 0) return 1;
  const browser = findBrowser();
  const server = await startServer({ root: dist, port: 0 });
  console.log(`${browser} on ${server.url}`);
  const playwright = resolve(projectRoot, "node_modules/@playwright/test/cli.js");
  const args = [playwright, "test", "--config", "e2e/playwright.config.ts", ...asked.filter((a) => a !== "--build")];
  const code = await new Promise<number>((done, fail) => {
    spawn(process.execPath, args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, CHROME: browser, RIDGEPOINT_URL: server.url, RIDGEPOINT_DIST: dist },
    })
      .on("error", fail)
      .on("close", (status) => done(status ?? 1));
  });
  await server.close();
  return code;
}

try {
  process.exitCode = await endToEnd();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
