// Every link of the site leads to a file that is there, and to a place on it
// that is there, whatever holds the link. Checkers that crawl read a page once,
// and so pass over the places that pages read later ask for; here all pages are
// read first. Other hosts are not asked.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { parse, parseFragment } from "parse5";
import { serve, files, pages, read, none } from "./site.mjs";

let site;
before(async () => { site = await serve(); });
after(() => site.close());

// The address under which the site is to be published, as its pages say.
const [, base] = read("index.html").match(/<link rel="canonical" href="([^"]+)">/);

function* elements(node) {
  for (const child of node.childNodes ?? []) {
    if (child.attrs) yield child;
    yield* elements(child);
  }
  if (node.content) yield* elements(node.content);
}

// Attributes that hold addresses; others may hold one, which then is whole.
const addresses = new Set(["href", "src", "action", "formaction", "poster", "data", "cite", "longdesc", "ping", "manifest"]);
function* linksOf(root) {
  for (const element of elements(root)) {
    for (const { name, value } of element.attrs) {
      if (name === "data-evidence") yield* value.split(" ");
      else if (name === "srcset" || name === "imagesrcset") yield* value.split(",").map((one) => one.trim().split(/\s+/)[0]);
      else if (addresses.has(name) || value.startsWith(base) || /^\/[^/\s]/.test(value)) yield value;
    }
  }
}

// What data calls an address. An identifier need not be one.
function* linksIn(value, key = "") {
  if (value && typeof value === "object") for (const [name, one] of Object.entries(value)) yield* linksIn(one, Array.isArray(value) ? key : name);
  else if (typeof value === "string" && !/^@?id$/.test(key) && (value.startsWith(base) || key === "url" && value.startsWith("/"))) yield value;
}

// answer asks the host once for each file, and returns the places in it.
const asked = new Map();
function answer(path) {
  if (!asked.has(path)) {
    asked.set(path, fetch(site.origin + path).then(async (response) => {
      const body = await response.text();
      if (!/^text\/html/.test(response.headers.get("content-type"))) return { status: response.status };
      const root = parse(body);
      const places = new Set();
      for (const { attrs } of elements(root)) for (const { name, value } of attrs) if (name === "id") places.add(value);
      return { status: response.status, root, places };
    }));
  }
  return asked.get(path);
}

// follow returns what is wrong with a link, if anything is.
async function follow(link, from) {
  const at = new URL(from, base);
  if (!URL.canParse(link, at)) return "no address";
  const url = new URL(link, at);
  if (url.origin !== new URL(base).origin) return /^(https?:\/\/[^/]|mailto:.+@)/.test(url.href) ? "" : "neither of the web nor a mail address";
  const { status, places } = await answer(url.pathname);
  if (status !== 200) return String(status);
  const place = decodeURIComponent(url.hash.slice(1).replace(/:~:.*/, ""));
  if (place === "" || places?.has(place)) return "";
  return places ? "no such place" : "a place in what is no page";
}

async function report(name, links, from) {
  const problems = [];
  for (const link of links) {
    const wrong = await follow(link, from);
    if (wrong) problems.push(`${name}: ${link}: ${wrong}`);
  }
  return problems;
}

test("a link that leads nowhere is found", async () => {
  const wrong = ['<a href="/nowhere/">', '<a href="#nowhere">', `<meta content="${base}nowhere.png">`, '<img srcset="/favicon.svg 1x, /nowhere.png 2x">',
    '<template><a href="nowhere/">', '<a href="javascript:1">', '<a data-use="/search/#nowhere">', '<a href="/favicon.svg#nowhere">'];
  for (const html of wrong) assert.equal((await report("x", linksOf(parseFragment(html)), "/search/")).length, 1, html);
  assert.deepEqual(await report("x", linksOf(parseFragment('<a href="/"></a><a href="#main"></a><a href="https://elsewhere.example/a#b">')), "/"), []);
  assert.deepEqual([...linksIn({ "@id": base + "#x", list: [{ url: "/a/" }, base + "b"] })], ["/a/", base + "b"]);
});

test("every link of every page, with its place", async () => {
  const problems = [];
  let links = 0, placed = 0;
  for (const page of pages) {
    const { root } = await answer(page);
    const found = [...new Set(linksOf(root))];
    links += found.length;
    placed += found.filter((link) => link.includes("#")).length;
    problems.push(...await report(page, found, page));
  }
  none(problems);
  console.log(`${links} links on ${pages.length} pages, ${placed} of them to a place`);
  assert.ok(placed > pages.length, "there are hardly any links to places");
});

test("every address in feeds, the index of the search and linked data", async () => {
  const problems = [];
  const feed = JSON.parse(read("feed.json"));
  const data = [["feed.json", feed], ["search/index.json", JSON.parse(read("search/index.json"))]];
  for (const name of files(".html")) {
    for (const [, script] of read(name).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) data.push([name, JSON.parse(script)]);
  }
  for (const [name, value] of data) {
    const found = [...new Set(linksIn(value))];
    problems.push(...await report(name, found, "/"));
  }
  for (const item of feed.items) problems.push(...await report("feed.json", new Set(linksOf(parseFragment(item.content_html))), item.url));
  none(problems);
  assert.ok(data.length > files(".html").length / 2);
});
