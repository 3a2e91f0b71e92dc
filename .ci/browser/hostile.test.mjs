// What became of everything hostile that somebody could write, in a browser:
// nothing runs, nothing is fetched from elsewhere, and the files for reference
// managers hold as many records as there are sources. TestHostile has built the
// sites, into the folder that HOSTILE names. They are served by a host that does
// as little for safety as any: no policy, and no type for what it does not know.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { plugins } from "@citation-js/core";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";
import { chromium } from "playwright-core";
import { executablePath, flags, each } from "./chromium.mjs";

const folder = process.env.HOSTILE;
const none = (problems) => assert.ok(problems.length === 0, `${problems.length} problems:\n${[...new Set(problems)].slice(0, 60).join("\n")}`);
assert.ok(folder, "HOSTILE names no folder: let TestHostile write one");
const builds = JSON.parse(readFileSync(join(folder, "builds.json"), "utf8"));
const published = builds.filter((build) => !build.refused);
const withoutSchemas = new Map(builds.flatMap((build) => build.payloads).map((payload) => [payload.mark, payload.bare]));

const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
  ".xml": "application/xml", ".json": "application/json", ".png": "image/png",
};

const files = (build) => readdirSync(join(folder, build.folder), { recursive: true })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => statSync(join(folder, build.folder, name)).isFile())
  .sort();

// One host for each site, so that addresses from the root stay on it.
let served, server, browser;
before(async () => {
  server = createServer((request, response) => {
    const home = join(folder, served);
    let name;
    try {
      name = join(home, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    } catch {
      name = join(home, "404.html");
    }
    if (relative(home, name).startsWith("..")) name = join(home, "404.html");
    if (existsSync(name) && statSync(name).isDirectory()) name = join(name, "index.html");
    const found = existsSync(name);
    if (!found) name = join(home, "404.html");
    const type = types[extname(name)];
    if (request.url === "/favicon.ico") return response.writeHead(204).end(); // which browsers ask for by themselves
    response.writeHead(found ? 200 : 404, type ? { "Content-Type": type } : {});
    response.end(readFileSync(name));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Nothing reaches another host; that it was asked for is noted.
  browser = await chromium.launch({ executablePath, args: [...flags, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"], headless: true });
});
after(async () => { await browser?.close(); await new Promise((resolve) => server.close(resolve)); });

const origin = () => `http://127.0.0.1:${server.address().port}`;

// The address that a site gives itself, which pages of aliases lead to.
const own = () => {
  const index = join(folder, served, "index.html");
  const canonical = existsSync(index) && /rel="canonical" href="([^"]+)"/.exec(readFileSync(index, "utf8"));
  return canonical ? new URL(canonical[1]).origin + "/" : "none:";
};

// open returns a tab that notes everything that must not happen. A page of an alias
// leads to the site's address; a tab that stays answers that there is nothing to show.
async function open(problems, stays = false) {
  const context = await browser.newContext({ reducedMotion: "reduce", acceptDownloads: true });
  const tab = await context.newPage();
  const note = (what) => problems.push(`${served}${tab.url().replace(origin(), "")}: ${what}`);
  const home = own();
  if (stays) await context.route((url) => url.href.startsWith(home), (route) => route.fulfill({ status: 204 }));
  tab.on("request", (request) => {
    const at = request.url();
    if (!at.startsWith(origin() + "/") && !at.startsWith("chrome-error:") && !(request.isNavigationRequest() && at.startsWith(home))) note(`request off the host: ${at}`);
  });
  tab.on("dialog", (dialog) => { note(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  tab.on("console", (message) => message.type() === "error" && note(`console: ${message.text()}`));
  tab.on("pageerror", (error) => note(`error: ${error.message}`));
  tab.on("popup", (popup) => note(`a window: ${popup.url()}`));
  tab.on("framenavigated", (frame) => frame.parentFrame() && note(`a frame: ${frame.url()}`));
  return tab;
}

// scan returns what a document holds that could run or fetch something.
function scan() {
  const found = [];
  const say = (element, what) => found.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
  for (const element of document.querySelectorAll("*")) {
    if (element.id === "xml-viewer-style" || !/\/(xhtml|svg|MathML)$/.test(element.namespaceURI)) continue; // of Chromium's viewer; of no browser
    const name = element.localName;
    const ours = name === "script" && (element.type === "application/ld+json" || /^\/js\/search\.min\.[0-9a-f]{64}\.js$/.test(element.getAttribute("src")) && !element.text);
    if (name === "script" && !ours) say(element, "a script");
    if (["iframe", "frame", "object", "embed", "applet", "base", "foreignobject", "animate", "set", "handler", "portal", "style", "template"].includes(name.toLowerCase())) say(element, "an element that embeds or runs");
    if (name === "meta" && element.httpEquiv && !/^0; url=https:\/\/[a-z0-9.-]+\.example\/[a-z0-9/-]*$/i.test(element.content)) say(element, "a pragma");
    for (const { name: key, value } of element.attributes) {
      if (/^on/i.test(key)) say(element, "a handler");
      if (/^\s*(j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|^\s*(data|blob|view-source|file):/i.test(value) && !/^(content|alt|title|value|aria-)/.test(key)) say(element, `an address that is a program, in ${key}`);
      if (key === "style" && /url|\\/i.test(value)) say(element, "a style that fetches");
    }
  }
  return found;
}

const opened = { documents: 0, drawings: 0, payloads: new Set() };
const marks = (text) => text.match(/hx\d{4}/g) ?? [];
const seen = new Set(); // what one site has as another does

// visit opens a file that a browser shows as a document of its own.
async function visit(problems, tab, name) {
  const text = readFileSync(join(folder, served, name), "utf8");
  const leads = /http-equiv=.?refresh/i.test(text);
  const at = leads ? await open(problems, true) : tab;
  try {
    await at.goto(origin() + "/" + name.split("/").map(encodeURIComponent).join("/"));
    for (const what of await at.evaluate(scan)) problems.push(`${served}/${name}: ${what}`);
    opened.documents += 1;
    if (name.endsWith(".svg")) opened.drawings += 1;
    for (const mark of marks(name + text)) opened.payloads.add(mark);
  } catch (error) {
    if (!/Download is starting/.test(error.message)) throw error; // a file that is kept, not shown
  }
  if (leads) await at.context().close();
}

// unseen returns the documents of a build that hold something of a payload which
// no site before had there: the others are the site's own. What was rendered though
// it was refused is for payloads that nobody saw published.
const unseen = (build) => files(build).filter((name) => {
  if (/\.(png|css|js|json|gif|jpg|ico|webp|avif|csv|bib|ris)$/.test(name)) return false; // no documents
  const text = name + readFileSync(join(folder, build.folder, name), "utf8");
  if (build.refused && marks(text).every((mark) => opened.payloads.has(mark))) return false;
  return (text.match(/(hx|own-)\d{4}/g) ?? []).filter((mark) => isNew(name + mark)).length > 0;
});

const isNew = (what) => !seen.has(what) && seen.add(what);

test("what is published runs nothing and fetches nothing from elsewhere", async () => {
  const problems = [];
  for (const build of [...published, ...builds.filter((build) => build.refused)]) {
    served = build.folder;
    const shown = unseen(build);
    if (shown.length) await each(shown, 3, () => open(problems), (tab, name) => visit(problems, tab, name));
  }
  const without = [...opened.payloads].filter((mark) => withoutSchemas.get(mark)).length;
  console.log(`${opened.payloads.size} payloads, ${without} of them without schemas, in ${builds.length} sites: ${opened.documents} documents, ${opened.drawings} drawings`);
  none(problems);
  assert.ok(opened.payloads.size >= 300 && without >= 100, "too few payloads were opened");
  assert.ok(opened.drawings > 0);
});

test("the search finds hostile words, and shows them as words", async () => {
  const problems = [];
  let found = 0;
  for (const build of published) {
    served = build.folder;
    const index = join(folder, served, "search/index.json");
    if (!existsSync(index) || !marks(readFileSync(index, "utf8")).length || !isNew(readFileSync(index, "utf8"))) continue;
    const tab = await open(problems);
    await tab.goto(`${origin()}/search/`);
    for (const words of ["hx", "alert", "<img src=x onerror=alert(1)>", "script"]) {
      await tab.locator("#search input").fill(words);
      for (const what of await tab.evaluate(scan)) problems.push(`${served}/search/: ${what}`);
      found += await tab.locator("#results a").count();
    }
    await tab.context().close();
  }
  none(problems);
  assert.ok(found > 0, "nothing was found");
});

// An address as browsers write it, where it is one.
const normal = (address) => (URL.canParse(address) ? new URL(address).href : address);

// Letters, figures and marks alone: how a program spaces and escapes is its own affair.
const bare = (text) => (text ?? "").normalize("NFKC").replace(/<\/?[a-z]+>/g, "").replace(/[^\p{L}\p{N}]+/gu, "");

test("reference managers read as many records as there are sources, each with its title", () => {
  const problems = [];
  for (const build of published) {
    const at = join(folder, build.folder);
    const pages = ["sources", ...readdirSync(join(at, "sources")).filter((id) => existsSync(join(at, "sources", id, "cite.json"))).map((id) => `sources/${id}`)];
    for (const page of pages) {
      const read = (kind) => readFileSync(join(at, page, `cite.${kind}`), "utf8");
      const want = JSON.parse(read("json"));
      const sources = page === "sources" ? pages.length - 1 : 1;
      for (const [kind, type] of [["json", "@csl/list+object"], ["bib", "@biblatex/text"], ["ris", "@ris/file"]]) {
        const where = `${build.folder}/${page}/cite.${kind}`;
        let got;
        try {
          got = plugins.input.chain(kind === "json" ? want : read(kind), { forceType: type });
        } catch (error) {
          problems.push(`${where}: ${error.message}`);
          continue;
        }
        if (got.length !== sources) problems.push(`${where}: ${got.length} records, and there are ${sources} sources`);
        for (const [i, record] of want.entries()) {
          if (bare(got[i]?.title) !== bare(record.title)) problems.push(`${where}: ${JSON.stringify(got[i]?.title)}, and the title is ${JSON.stringify(record.title)}`);
          if (normal(got[i]?.URL) !== normal(record.URL)) problems.push(`${where}: ${got[i]?.URL}, and the address is ${record.URL}`);
        }
      }
    }
  }
  none(problems);
});
