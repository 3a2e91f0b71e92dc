// Search, by keyboard alone, and what the page says without a script.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { brotliCompressSync } from "node:zlib";
import { serve, read } from "./site.mjs";
import { launch } from "./chromium.mjs";

let site, browser, tab;
before(async () => { site = await serve(); browser = await launch(); tab = await browser.newPage(); });
after(async () => { await browser.close(); await site.close(); });

const index = JSON.parse(read("search/index.json"));
const any = (kind) => index.find((entry) => entry.kind === kind);

async function find(words) {
  await tab.goto(site.origin + "/search/");
  await tab.locator("#search").waitFor({ state: "visible" });
  await tab.keyboard.type(words);
  return tab.locator("#results a").evaluateAll((links) => links.map((a) => a.getAttribute("href")));
}

test("a topic is found by its title, first", async () => {
  const topic = any("topic");
  assert.equal((await find(topic.title))[0], topic.url);
});

test("a topic is found by words of its text", async () => {
  const topic = index.findLast((entry) => entry.kind === "topic");
  const words = topic.words.split(" ").filter((word) => word.length > 6).slice(0, 3).join(" ");
  assert.ok((await find(words)).includes(topic.url));
});

test("a quotation is found by its words, in any case", async () => {
  const quotation = any("quotation");
  const words = quotation.text.split(" ").slice(0, 5).join(" ").toUpperCase();
  assert.ok((await find(words)).includes(quotation.url));
});

test("a person is found by a name in another script, whole and in part", async (t) => {
  const person = index.find((entry) => entry.kind === "person" && entry.native);
  if (!person) return t.skip("nobody has a name in another script");
  assert.ok((await find(person.native)).includes(person.url));
  assert.ok((await find(person.native.slice(0, 2))).includes(person.url));
});

test("a term is found", async () => {
  const term = any("term");
  assert.ok((await find(term.title)).includes(term.url));
});

for (const kind of ["source", "event", "figure", "page"]) {
  test(`a ${kind} is found by its title`, async () => {
    const entry = any(kind);
    assert.ok(entry, `the index has no ${kind}`);
    assert.ok((await find(entry.title)).includes(entry.url));
  });
}

test("an event is found by its text, and the link leads to its entry", async () => {
  const event = any("event");
  assert.ok((await find(event.text.split(" ").slice(0, 5).join(" "))).includes(event.url));
  const [page, anchor] = event.url.split("#");
  assert.ok(read(page.slice(1) + "index.html").includes(`id="${decodeURIComponent(anchor)}"`));
});

test("sources are found by who published them, and by what they are", async () => {
  const sources = index.filter((entry) => entry.kind === "source");
  for (const words of [sources[0].text.split(",")[0], sources[0].words]) {
    const found = await find(words);
    assert.ok(found.some((url) => sources.some((source) => source.url === url)), words);
  }
});

test("many results of a kind are shown when they are asked for", async () => {
  const sources = index.filter((entry) => entry.kind === "source");
  const kind = sources.map((source) => source.words).find((words) => sources.filter((source) => source.words === words).length > 10);
  assert.ok(kind, "no kind of source is frequent");
  const before = (await find(kind)).length;
  await tab.locator("#results .rest").last().click();
  const links = await tab.locator("#results a").count();
  assert.ok(links > before);
  assert.ok(await tab.evaluate(() => document.activeElement.matches("#results a")));
});

test("what authors read is not in the index", () => {
  assert.ok(index.every((entry) => !entry.url.includes("/guide/")));
});

test("the index is small", () => {
  assert.ok(brotliCompressSync(read("search/index.json")).length < 40_000);
});

test("a page that is not there offers a search", async () => {
  const topic = any("topic");
  await tab.goto(site.origin + "/404.html");
  await tab.locator("#q").fill(topic.title);
  await tab.keyboard.press("Enter");
  await tab.locator("#results a").first().waitFor();
  assert.equal(await tab.locator("#results a").first().getAttribute("href"), topic.url);
});

test("nothing is found where nothing is, and it is said", async () => {
  assert.deepEqual(await find("xyzzyplugh"), []);
  assert.equal(await tab.locator("#found").textContent(), "No results");
});

test("arrows lead to the results and back, Enter opens one", async () => {
  const topic = any("topic");
  await find(topic.title);
  const focused = () => tab.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("href"));
  await tab.keyboard.press("ArrowDown");
  assert.equal(await focused(), topic.url);
  await tab.keyboard.press("ArrowUp");
  assert.equal(await focused(), "q");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Escape");
  assert.equal(await focused(), "q");
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(site.origin + topic.url);
});

test("an address holds a search", async () => {
  const topic = any("topic");
  await tab.goto(site.origin + "/search/?q=" + encodeURIComponent(topic.title));
  await tab.locator("#results a").first().waitFor();
  assert.equal(await tab.locator("#results a").first().getAttribute("href"), topic.url);
});

test("without JavaScript the page says what to do", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(site.origin + "/search/");
  assert.equal(await plain.locator("#search").isVisible(), false);
  assert.match(await plain.locator("main").innerText(), /JavaScript/);
  assert.ok(await plain.locator("main a").count() >= 3);
});

test("the script is small", () => {
  const [, script] = read("search/index.html").match(/src="(\/js\/[^"]+)"/);
  assert.ok(read(script.slice(1)).length <= 4096);
});
