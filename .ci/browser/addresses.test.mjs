// The site at other addresses: below a path, beside a port, as a preview. Pages, a
// quotation, a search and the feeds lead to nothing outside.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve, topics, none } from "./site.mjs";
import { launch } from "./chromium.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const project = fileURLToPath(new URL("../..", import.meta.url));
const production = readFileSync(join(project, "config.toml"), "utf8").match(/^baseURL = "(.+)"$/m)[1];
// Of the topics the one that says most by its name is looked for by it.
const topic = [...topics].sort((a, b) => b.length - a.length)[0].slice(1);
let dir, browser, verbatim;
before(async () => {
  dir = mkdtempSync(join(tmpdir(), "addresses-"));
  for (const name of ["config.toml", "content", "layouts", "static", "tools/guide", "tools/verbatim/finding/rules", "tools/verbatim/match/testdata/conformance"]) {
    cpSync(join(project, name), join(dir, name), { recursive: true });
  }
  verbatim = join(dir, "verbatim");
  execFileSync("go", ["build", "-o", verbatim, "./tools/verbatim"], { cwd: project });
  browser = await launch();
});
after(async () => { await browser?.close(); rmSync(dir, { recursive: true }); });

const places = [
  { host: "127.0.0.1", base: "/" },
  { host: "127.0.0.1", base: "/summit/" },
  { host: "news.localhost", base: "/a/b/" },
  { host: "pr-7.localhost", base: "/", preview: true },
  { host: "pr-7.localhost", base: "/preview/", preview: true },
];

for (const { host, base, preview } of places) {
  test(`${preview ? "a preview " : ""}at ${host} below ${base}`, async () => {
    const root = join(dir, "public");
    const site = await serve(root, base);
    const address = site.origin.replace("127.0.0.1", host) + base;
    const tab = await browser.newPage();
    try {
      execFileSync(verbatim, ["build", "--base-url", address, ...(preview ? ["--preview"] : [])], { cwd: dir, stdio: "pipe" });
      await visit(tab, address, preview);
      const read = (name) => readFileSync(join(root, name), "utf8");
      const problems = [];
      const named = [...read("sitemap.xml").matchAll(/<loc>([^<]+)/g), ...read("atom.xml").matchAll(/<link [^>]*href="([^"]+)/g)].map(([, to]) => to);
      for (const to of [...named.filter((_, i) => i % 20 === 0), address + "feed.json", address + "robots.txt"]) {
        const answer = await fetch(to.replace(host, "127.0.0.1"));
        if (!to.startsWith(address) || answer.status !== 200) problems.push(`${answer.status}: ${to}`);
      }
      none(problems);
    } finally {
      await tab.context().close();
      await site.close();
    }
  });
}

// visit opens pages as a reader does, and fails where one asks for what is not
// the site's.
async function visit(tab, address, preview) {
  const problems = [];
  let lost = false;
  tab.on("console", (message) => lost || problems.push(`${tab.url()}: console: ${message.text()}`));
  tab.on("request", (request) => request.url().startsWith(address) || problems.push(`${tab.url()}: asks for ${request.url()}`));
  tab.on("response", (response) => lost || response.status() < 400 || problems.push(`${response.status()}: ${response.url()}`));
  for (const page of ["", "topics/", topic, "timeline/", "sources/", "guide/rules/quote-altered/", "figures/"]) {
    await tab.goto(address + page);
    const canonical = await tab.locator("link[rel=canonical]").getAttribute("href");
    assert.equal(canonical, (preview ? production : address) + page);
    assert.equal(await tab.locator("meta[name=robots][content=noindex]").count(), preview ? 1 : 0);
    assert.equal(await tab.locator("aside.preview").count(), preview ? 1 : 0);
    const outside = await tab.locator("a[href^='/']").evaluateAll((links, address) => links.map((a) => new URL(a.getAttribute("href"), location).href).filter((to) => !to.startsWith(address)), address);
    assert.deepEqual(outside, []);
  }
  await tab.goto(address + topic);
  await tab.evaluate(axe);
  const found = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.help}`), []);
  await tab.locator(".citation, .quotation a").first().evaluate((a) => a.click());
  await tab.waitForURL((to) => to.href.startsWith(address + "sources/") && to.hash !== "");
  assert.ok(await tab.evaluate(() => document.getElementById(location.hash.slice(1)) !== null));
  await tab.goto(address + "search/?q=" + encodeURIComponent(topic.split("/")[1].replaceAll("-", " ")));
  await tab.locator("#results a").first().click();
  await tab.waitForURL((to) => to.href.startsWith(address) && !to.href.startsWith(address + "search/"));
  none(problems);
  lost = true;
  await tab.goto(address + "topics/nowhere/");
  assert.match(await tab.locator("h1").textContent(), /No such page/);
  await tab.locator("main a").first().click();
  await tab.waitForURL(address);
  none(problems);
}
