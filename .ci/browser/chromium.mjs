// Debian's Chromium, driven by Playwright.
import { chromium } from "playwright-core";

export const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
export const launch = () => chromium.launch({ executablePath, args: flags, headless: true });

export const widths = [320, 768, 1440];
export const schemes = ["light", "dark"];

// each runs work on all items, a few at a time, each worker with what open
// returned for it.
export async function each(items, workers, open, work) {
  const queue = [...items];
  await Promise.all(Array.from({ length: workers }, async () => {
    const tool = await open();
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(tool, item);
  }));
}
