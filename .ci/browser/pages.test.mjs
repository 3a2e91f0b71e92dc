// Every page, at every width, in both schemes, with JavaScript on and off.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { serve, pages, none } from "./site.mjs";
import { launch, each, widths, schemes } from "./chromium.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let site, browser;
before(async () => { site = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await site.close(); });

const full = (page) => page === "/" || page.startsWith("/topics/");
const variants = schemes.flatMap((colorScheme) => widths.map((width) => ({ colorScheme, width })));

// open returns a tab that notes everything that a page must not do.
async function open(javaScriptEnabled, problems) {
  const context = await browser.newContext({ javaScriptEnabled, reducedMotion: "reduce" });
  const tab = await context.newPage();
  const note = (what) => problems.push(`${tab.url()}: ${what}`);
  tab.on("console", (message) => note(`console: ${message.text()}`));
  tab.on("pageerror", (error) => note(`error: ${error.message}`));
  tab.on("requestfailed", (request) => note(`failed: ${request.url()}`));
  tab.on("response", (response) => response.status() >= 400 && note(`${response.status()}: ${response.url()}`));
  tab.on("request", (request) => request.url().startsWith(site.origin + "/") || note(`request off the host: ${request.url()}`));
  return tab;
}

for (const javaScript of [true, false]) {
  test(`pages load in silence and never scroll sideways, JavaScript ${javaScript ? "on" : "off"}`, async () => {
    const problems = [];
    await each(pages, 2, () => open(javaScript, problems), async (tab, page) => {
      for (const [i, { colorScheme, width }] of variants.entries()) {
        await tab.setViewportSize({ width, height: 900 });
        await tab.emulateMedia({ colorScheme });
        // What a page fetches when it is made narrower or darker, it fetches now; the fullest pages begin anew each time.
        if (i === 0 || full(page)) await tab.goto(site.origin + page, { waitUntil: "load" });
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) problems.push(`${page} at ${width} px is ${wide} px too wide`);
      }
    });
    none(problems);
  });
}

test("axe finds nothing", async () => {
  const problems = [];
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
  await each(pages, 2, () => open(true, problems), async (tab, page) => {
    const some = full(page) ? variants : [variants[0], variants.at(-1)];
    for (const { colorScheme, width } of some) {
      await tab.setViewportSize({ width, height: 900 });
      await tab.emulateMedia({ colorScheme });
      await tab.goto(site.origin + page, { waitUntil: "load" });
      await tab.evaluate(axe);
      const found = await tab.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), tags);
      for (const v of found.violations) {
        problems.push(`${page} at ${width} px, ${colorScheme}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
      }
    }
  });
  none(problems);
});
