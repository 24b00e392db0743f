/** `npm run icons`: draws public/icon.svg as the pictures that an installed application needs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { browserFlags, findBrowser } from "./browser.ts";
import { projectRoot } from "./project.ts";

const folder = join(projectRoot, "public");
const svg = readFileSync(join(folder, "icon.svg"), "utf8");

/** Systems cut maskable icons to shapes of their own: the drawing keeps to the middle 80 %, its ground fills the rest. */
const pictures = [
  { file: "icon-192.png", size: 192, isMaskable: false },
  { file: "icon-512.png", size: 512, isMaskable: false },
  { file: "maskable-512.png", size: 512, isMaskable: true },
] as const;

const ground = /<rect[^>]*fill="([^"]+)"/.exec(svg)?.[1];
if (ground === undefined) throw new Error("icon.svg has no ground");

const browser = await chromium.launch({ executablePath: findBrowser(), args: [...browserFlags] });
try {
  for (const { file, size, isMaskable } of pictures) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const drawn = isMaskable ? 0.8 * size : size;
    await page.setContent(
      `<style>body { margin: 0; display: grid; place-items: center; height: 100vh; background: ${isMaskable ? ground : "transparent"} }
       svg { width: ${drawn}px; height: ${drawn}px }</style>${svg}`,
    );
    await page.screenshot({ path: join(folder, "icons", file), omitBackground: !isMaskable });
    await page.close();
  }
} finally {
  await browser.close();
}
