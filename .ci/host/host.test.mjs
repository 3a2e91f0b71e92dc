// What real servers say of each published kind, with the guide's configuration,
// and what a browser makes of it.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, sep, extname } from "node:path";
import { gunzipSync, brotliDecompressSync } from "node:zlib";
import { pages, topics, none, read } from "../browser/site.mjs";
import { launch, each } from "../browser/chromium.mjs";
import { site, nginx, caddy, get, remove } from "./servers.mjs";

const page = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const inert = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
const always = {
  "strict-transport-security": "max-age=31536000", "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer", "x-content-type-options": "nosniff",
  "permissions-policy": "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
};
const types = {
  "atom.xml": "application/atom+xml", "feed.json": "application/feed+json", "cite.json": "application/vnd.citationstyles.csl+json",
  ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".xml": "application/xml", ".atom": "application/atom+xml", ".svg": "image/svg+xml",
  ".json": "application/json", ".webmanifest": "application/manifest+json", ".jsonl": "application/jsonl", ".csv": "text/csv", ".bib": "application/x-bibtex",
  ".ris": "application/x-research-info-systems", ".txt": "text/plain",
};
const pictures = {
  ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".gif": "image/gif", ".ico": "image/vnd.microsoft.icon",
};
const siblings = { gzip: ".gz", br: ".br", zstd: ".zst" };
const unpack = {
  gzip: gunzipSync, br: brotliDecompressSync,
  zstd: (data) => execFileSync("zstd", ["-dc"], { input: data, maxBuffer: 1 << 28 }),
};

let root, files, browser;
const servers = [];
before(async () => {
  root = site();
  files = readdirSync(join(root, "www"), { recursive: true }).map((name) => name.split(sep).join("/")).filter((name) => statSync(join(root, "www", name)).isFile());
  for (const start of [nginx, caddy]) servers.push(await start(root));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const server of servers) await server.close();
  if (root) remove(root);
});

const fileOf = (name) => readFileSync(join(root, "www", name));
const kindOf = (name) => (types[name.split("/").at(-1)] ? name.split("/").at(-1) : extname(name));
const addressOf = (name) => "/" + name.replace(/(^|\/)index\.html$/, "$1");

// told returns what is wrong with the headers of an answer with a file.
function told({ headers, raw }, name) {
  const kind = kindOf(name);
  const want = {
    ...always, "content-type": types[kind] ? types[kind] + "; charset=utf-8" : pictures[kind],
    "content-security-policy": kind === ".html" ? page : inert,
    "cache-control": /\.[0-9a-f]{64}\.(css|js)$/.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
  };
  const twice = Object.keys(want).filter((key) => raw.filter((said, i) => i % 2 === 0 && said.toLowerCase() === key).length > 1);
  return [
    ...Object.entries(want).filter(([key, value]) => headers[key]?.toLowerCase() !== value.toLowerCase()).map(([key, value]) => `${key} is ${headers[key]}, not ${value}`),
    ...twice.map((key) => `${key} is said twice`),
  ];
}

// Of each kind the largest file, one in the root where there is one, and one that
// has no siblings.
function sample() {
  const chosen = new Set();
  for (const kind of [...Object.keys(types), ...Object.keys(pictures)]) {
    const all = files.filter((name) => kindOf(name) === kind).sort((a, b) => fileOf(b).length - fileOf(a).length);
    assert.ok(all.length > 0, `no file of the kind ${kind}`);
    const alone = all.find((name) => !Object.values(siblings).some((extension) => existsSync(join(root, "www", name + extension))));
    for (const name of [all[0], all.find((name) => !name.includes("/")), alone]) if (name) chosen.add(name);
  }
  return [...chosen];
}

test("each kind has its type, charset, policy, cache rule and encoding", async () => {
  const problems = [];
  let answers = 0;
  for (const server of servers) {
    for (const name of sample()) {
      for (const accept of [undefined, "identity", "gzip", "br", "zstd", "gzip, deflate, br, zstd"]) {
        const answer = await get(server.origin, addressOf(name), accept ? { "Accept-Encoding": accept } : {});
        const note = (what) => problems.push(`${server.name}, ${name}, Accept-Encoding ${accept}: ${what}`);
        answers++;
        if (answer.status !== 200) note(`status ${answer.status}`);
        told(answer, name).forEach(note);
        const there = Object.keys(siblings).filter((coding) => existsSync(join(root, "www", name + siblings[coding])));
        const may = there.filter((coding) => server.codings.includes(coding) && accept?.split(", ").includes(coding));
        const coding = answer.headers["content-encoding"];
        if (may.length ? !may.includes(coding) : coding !== undefined) note(`encoding ${coding}, not one of [${may}]`);
        if (there.length && !/accept-encoding/i.test(answer.headers.vary ?? "") && may.length) note("a cache would send it to those who can't read it");
        const body = coding ? unpack[coding](answer.body) : answer.body;
        if (!body.equals(fileOf(name))) note("the words are others than those of the file");
      }
    }
  }
  none(problems);
  assert.ok(answers > 250, `only ${answers} answers`);
});

test("what is not there is answered as a page, and nothing else of the folder is", async () => {
  const problems = [];
  const absent = ["/nothing", "/nothing/", "/nothing.bib", "/nothing.svg", "/css/", `/css/site.min.${"0".repeat(64)}.css`, "/%2e%2e/etc/passwd", "/topics/nothing/cite.json"];
  for (const server of servers) {
    for (const path of [...absent, "/_headers", "/_redirects", "/index.html.gz", "/index.html.br", "/index.html.zst"]) {
      const answer = await get(server.origin, path);
      if (answer.status === 400) continue; // an address that is none
      if (answer.status !== 404) problems.push(`${server.name}, ${path}: ${answer.status}`);
      if (!answer.body.equals(fileOf("404.html"))) problems.push(`${server.name}, ${path}: not the page for this`);
      told(answer, "404.html").forEach((what) => problems.push(`${server.name}, ${path}: ${what}`));
    }
  }
  none(problems);
});

test("addresses lead on, and what has not changed is not sent again", async () => {
  for (const server of servers) {
    const slash = await get(server.origin, "/topics");
    assert.ok([301, 308].includes(slash.status) && /^(\/|http:\/\/127\.0\.0\.1:\d+\/)?topics\/$/.test(slash.headers.location.replace(/^\//, "")), `${server.name}: ${slash.status} ${slash.headers.location}`);
    const tag = (await get(server.origin, "/")).headers.etag;
    const again = await get(server.origin, "/", { "If-None-Match": tag });
    assert.equal(again.status, 304, server.name);
    assert.equal(again.headers["content-security-policy"], page, server.name);
    const head = await get(server.origin, "/atom.xml", {}, "HEAD");
    none(told(head, "atom.xml"));
  }
  const plain = await get(servers[0].plain, "/topics/?q=a", { Host: "x.example" });
  assert.equal(plain.status, 301);
  assert.equal(plain.headers.location, "https://x.example/topics/?q=a");
});

// watched returns a tab that notes what the policy stopped, and everything that
// went wrong for another reason.
async function watched(problems, origin) {
  const context = await browser.newContext();
  await context.addInitScript(() => document.addEventListener("securitypolicyviolation", (event) => console.error("stopped by the policy:", event.violatedDirective, event.blockedURI)));
  const tab = await context.newPage();
  const note = (what) => problems.push(`${tab.url()}: ${what}`);
  tab.on("console", (message) => note(`console: ${message.text()}`));
  tab.on("pageerror", (error) => note(`error: ${error.message}`));
  tab.on("requestfailed", (request) => note(`failed: ${request.url()}`));
  tab.on("response", (response) => response.status() >= 400 && note(`${response.status()}: ${response.url()}`));
  tab.on("request", (request) => request.url().startsWith(origin + "/") || note(`request off the host: ${request.url()}`));
  return tab;
}

// expect waits until something holds: messages of a browser come when they come.
async function expect(holds, why) {
  for (let left = 100; left && !holds(); left--) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(holds(), why());
}

for (const at of [0, 1]) {
  test(`all pages open under the policy of ${["nginx", "Caddy"][at]} without a violation`, async () => {
    const { origin } = servers[at];
    const problems = [];
    let styled = 0;
    await each(pages, 2, () => watched(problems, origin), async (tab, path) => {
      await tab.goto(origin + path, { waitUntil: "load" });
      if (await tab.evaluate(() => [...document.styleSheets].some((sheet) => sheet.cssRules.length > 0))) styled++;
    });
    none(problems);
    assert.equal(styled, pages.length);
  });

  test(`a search, a slip and what is no page open under the policy of ${["nginx", "Caddy"][at]}`, async () => {
    const { origin } = servers[at];
    const problems = [];
    const tab = await watched(problems, origin);
    const [first] = JSON.parse(read("search/index.json"));
    await tab.goto(origin + "/search/");
    await tab.locator("#search").waitFor({ state: "visible" });
    await tab.keyboard.type(first.title);
    assert.ok((await tab.locator("#results a").count()) > 0);
    await tab.setViewportSize({ width: 390, height: 800 });
    await tab.goto(origin + topics[0]);
    await tab.locator("button[popovertarget]").first().click();
    await tab.locator(":popover-open").waitFor();
    // XML and pictures of pixels are left out: Chromium shows them in a page of its own, whose inline style the policy stops.
    for (const path of ["/favicon.svg", "/robots.txt", "/search/index.json"]) await tab.goto(origin + path);
    none(problems);
  });

  test(`the policy of ${["nginx", "Caddy"][at]} stops what it is for, and it is noticed`, async () => {
    const { origin } = servers[at];
    const problems = [];
    const tab = await watched(problems, origin);
    await tab.goto(origin + "/");
    await tab.evaluate(() => {
      const add = (name, attributes) => document.body.append(Object.assign(document.createElement(name), attributes));
      add("style", { textContent: "p { color: red }" });
      add("img", { src: "https://elsewhere.example/x.png" });
      for (const run of [
        () => (document.body.innerHTML = "<p>x</p>"), () => add("script", { text: "x()" }), () => document.body.setAttribute("onclick", "x()"),
      ]) try { run(); } catch { } // what was stopped has been noted
      return fetch("https://elsewhere.example/").catch(() => {});
    });
    const stopped = (what) => problems.filter((problem) => problem.includes("stopped by the policy: " + what)).length;
    await expect(() => stopped("require-trusted-types-for") === 3 && ["style-src-elem", "img-src", "connect-src"].every(stopped), () => problems.join("\n"));
  });
}
