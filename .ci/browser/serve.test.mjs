// The preview in a browser: a page follows its file, shows what is found in it, and never
// a proof that is out of date. VERBATIM names the program, SETTINGS a site's settings.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { launch, widths, schemes } from "./chromium.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "serve-"));
const ferry = join(folder, "content/topics/ferry.md");
const patience = { timeout: 30000 };

let server, origin, browser;
before(async () => {
  cpSync(join(project, "tools/verbatim/testdata/site"), folder, { recursive: true });
  for (const name of ["layouts", "static"]) cpSync(join(project, name), join(folder, name), { recursive: true });
  cpSync(process.env.SETTINGS, join(folder, "config.toml"));
  server = spawn(process.env.VERBATIM, ["-C", folder, "serve", "--port", "0", "--texts", "texts"], { cwd: folder, env: { ...process.env, VERBATIM_TEXTS: "" } });
  origin = await new Promise((resolve, reject) => {
    let said = "";
    const listen = (data) => {
      said += data;
      const at = /^(http:\/\/\S+)\/ \(Ctrl/m.exec(said);
      if (at) resolve(at[1]);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.on("exit", (status) => reject(new Error(`serve ended with ${status}: ${said}`)));
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const rewrite = (name, from, to) => {
  const text = readFileSync(name, "utf8");
  assert.ok(text.includes(from), `${name} has no ${from}`);
  writeFileSync(name, text.replace(from, to));
};

// seals returns how many seals a reader sees on a page, once nothing is looked at any more:
// a file that is written in two steps is looked at twice.
const seals = async (page) => {
  await page.waitForFunction(() => !["checking", "old"].includes(document.documentElement.dataset.verbatim), null, patience);
  return page.locator(".prose .seal").filter({ visible: true }).count();
};

test("a page follows its file, and hides its seals while nothing is known", async () => {
  const page = await browser.newPage();
  const states = new Set();
  await page.exposeFunction("state", (value) => states.add(value));
  await page.addInitScript(() => {
    new MutationObserver(() => window.state(document.documentElement.dataset.verbatim ?? "known"))
      .observe(document, { subtree: true, attributeFilter: ["data-verbatim"] });
  });
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${origin}/topics/ferry/`);
  const before = await seals(page);
  assert.ok(before > 5, `${before} seals`);
  assert.equal(await page.locator("#verbatim-panel details").count(), 0, "nothing is wrong, and there is a panel");

  rewrite(ferry, "“did not agree”", "“did agree”");
  await page.locator("#verbatim-panel", { hasText: "quote-altered" }).waitFor(patience);
  assert.equal(await page.locator(".unproven").innerText(), "“did agree”");
  assert.equal(await seals(page), before - 1);
  assert.match(await page.locator("#verbatim-panel summary").innerText(), /1 error.*This can’t be published/s);
  assert.ok(states.has("checking"), `it was ${[...states]}`);

  // What is found elsewhere is on other pages, too, and leads there.
  const other = await browser.newPage();
  await other.goto(`${origin}/people/ida-marsh/`);
  await other.locator("#verbatim-panel .place a").first().click();
  await other.waitForURL("**/topics/ferry/");
  await other.close();

  rewrite(ferry, "“did agree”", "“did not agree”");
  await page.locator("#verbatim-panel details").waitFor({ state: "detached", ...patience });
  assert.equal(await seals(page), before);

  // Lines move, and a page moves.
  rewrite(ferry, "The ferry had", "One more line.\n\nThe ferry had");
  await page.getByText("One more line.").waitFor(patience);
  assert.equal(await seals(page), before);
  renameSync(ferry, join(folder, "content/topics/boat.md"));
  await page.waitForFunction(() => !document.querySelector(".prose .seal"), null, patience);
  assert.equal((await page.goto(`${origin}/topics/ferry/`)).status(), 404);
  assert.equal((await page.goto(`${origin}/topics/boat/`)).status(), 200);
  assert.equal(await seals(page), before);
  renameSync(join(folder, "content/topics/boat.md"), ferry);
  await page.waitForFunction(() => !document.querySelector(".prose .seal"), null, patience);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a page that can't be read is not shown, but why", async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/topics/ferry/`);
  await page.locator(".prose .seal").first().waitFor(patience);
  rewrite(ferry, "title: The ferry", "title: [The ferry");
  await page.locator("#verbatim-panel", { hasText: "front-matter-form" }).waitFor(patience);
  assert.equal(await page.locator("[data-use]").count(), 0);
  rewrite(ferry, "title: [The ferry", "title: The ferry");
  await page.locator(".prose .seal").first().waitFor(patience);
  await page.close();
});

test("the panel can be read by everyone, at any width, without a script", async () => {
  rewrite(ferry, "“did not agree”", "“did agree”");
  const first = await browser.newPage();
  await first.goto(`${origin}/topics/ferry/`);
  await first.locator("#verbatim-panel", { hasText: "quote-altered" }).waitFor(patience);
  await first.close();
  for (const colorScheme of schemes) {
    for (const width of widths) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      await page.goto(`${origin}/topics/ferry/`);
      await page.locator("#verbatim-panel", { hasText: "quote-altered" }).waitFor(patience);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `wider than ${width} px`);
      await page.addScriptTag({ content: axe.source });
      const { violations } = await page.evaluate(() => window.axe.run(document.getElementById("verbatim-panel")));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], `${width} px, ${colorScheme}`);
      if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `serve-${width}-${colorScheme}.png`) });
      await page.close();
    }
  }
  const silent = await browser.newPage({ javaScriptEnabled: false });
  await silent.goto(`${origin}/topics/ferry/`);
  assert.equal(await silent.locator("#verbatim-panel", { hasText: "quote-altered" }).count(), 1);
  await silent.close();
  rewrite(ferry, "“did agree”", "“did not agree”");
});

test("where the preview has ended, pages say so", async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/topics/ferry/`);
  await page.locator(".prose .seal").first().waitFor(patience);
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGINT");
  assert.equal(await ended, 0, "its status");
  await page.getByText("The preview has ended").waitFor(patience);
  assert.equal(await seals(page), 0);
  await page.close();
});
