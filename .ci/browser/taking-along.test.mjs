// What readers and machines take along, read back by readers that are not ours.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { plugins } from "@citation-js/core";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";
import Parser from "rss-parser";
import { files, folder, read, topics, sources } from "./site.mjs";

const records = (page) => JSON.parse(read(page.slice(1) + "cite.json"));
const cited = [...topics, ...sources];
const date = (value) => value?.["date-parts"]?.[0]?.map(Number).join("-");
const plain = (title) => title.replace(/<\/?[^>]+>/g, "");

// What an independent reader makes of one file, against what CSL-JSON says.
function compare(page, extension, type) {
  const read1 = plugins.input.chain(readFileSync(`${folder}${page}cite.${extension}`, "utf8"), { forceType: type });
  const want = records(page);
  assert.equal(read1.length, want.length, page);
  for (const [i, record] of want.entries()) {
    const got = read1[i];
    assert.equal(plain(got.title), record.title, page);
    assert.equal(got.URL, record.URL, page);
    assert.equal(String(got.issued?.["date-parts"][0][0]), String(record.issued["date-parts"][0][0]), page);
    assert.equal(date(got.accessed), date(record.accessed), page);
    assert.equal(got.language, record.language, page);
    const names = (item) => (item.author ?? []).map((name) => name.literal ?? [name.given, name.family].filter(Boolean).join(" ")).join("; ");
    assert.equal(names(got) || (got.reporter ?? ""), names(record), page); // RIS calls the author of news a reporter
    const place = record["container-title"] ?? record.publisher;
    assert.ok([got["container-title"], got["collection-title"], got.publisher, got.note, got.genre, got["publisher-place"], got.medium].some((at) => plain(at ?? "") === place), `${page}: ${place} is not in ${JSON.stringify(got)}`);
  }
}

test("there is something to take along", () => {
  assert.notEqual(topics.length, 0);
  assert.notEqual(sources.length, 0);
});

test("no bibliography is published that is not read here", () => {
  const wanted = (extension) => [...cited, "/sources/"].map((page) => `${page.slice(1)}cite.${extension}`).sort();
  assert.deepEqual(files(".bib"), wanted("bib"));
  assert.deepEqual(files(".ris"), wanted("ris"));
  assert.deepEqual(files("cite.json"), wanted("json"));
});

test("CSL-JSON is read back", () => {
  for (const page of [...cited, "/sources/"]) {
    const read1 = plugins.input.chain(records(page), { forceType: "@csl/list+object" });
    assert.equal(read1.length, page === "/sources/" ? sources.length : 1, page);
    for (const got of read1) assert.ok(got.id && got.type && got.title && got.URL && got.issued["date-parts"][0][0] > 1900, page);
  }
});

test("BibTeX is read back", () => cited.forEach((page) => compare(page, "bib", "@biblatex/text")));
test("RIS is read back", () => cited.forEach((page) => compare(page, "ris", "@ris/file")));
test("the list of sources is a bibliography", () => {
  assert.equal(records("/sources/").length, sources.length);
  compare("/sources/", "bib", "@biblatex/text");
  compare("/sources/", "ris", "@ris/file");
});

test("reference managers find Highwire and Dublin Core tags", () => {
  const decode = (s) => s.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code)).replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  for (const page of cited) {
    const tags = new Map([...read(page.slice(1) + "index.html").matchAll(/<meta name="([^"]+)" content="([^"]*)"(?: data-title="[^"]*")?>/g)].map(([, name, content]) => [name, decode(content)]));
    const [record] = records(page);
    assert.equal(tags.get("citation_title"), record.title, page);
    assert.equal(tags.get("DC.title"), record.title, page);
    assert.equal(tags.get("citation_author"), record.author?.[0].literal, page);
    assert.equal(tags.get("citation_publication_date")?.split("/").map(Number).join("-"), date(record.issued), page);
    assert.equal(tags.get("DC.date").split("-").map(Number).join("-"), date(record.issued), page);
    assert.equal(tags.get("DC.identifier"), record.URL, page);
    assert.equal(tags.get("citation_language"), record.language, page);
  }
});

test("every topic has a card of its own, of the size that networks show", () => {
  const cards = new Set();
  for (const page of topics) {
    const [, address] = read(page.slice(1) + "index.html").match(/property="og:image" content="([^"]+)"/);
    const png = readFileSync(folder + new URL(address).pathname);
    assert.deepEqual([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)], ["PNG", 1200, 630], page);
    cards.add(address);
  }
  assert.equal(cards.size, topics.length);
});

test("the Atom and JSON feeds hold every topic, whole", async () => {
  const atom = await new Parser().parseString(read("atom.xml"));
  const json = JSON.parse(read("feed.json"));
  assert.equal(json.version, "https://jsonfeed.org/version/1.1");
  const paths = (items, key) => items.map((item) => new URL(item[key]).pathname).sort();
  assert.deepEqual(paths(atom.items, "link"), topics);
  assert.deepEqual(paths(json.items, "url"), topics);
  for (const item of atom.items) assert.ok(!Number.isNaN(Date.parse(item.isoDate ?? item.pubDate)) && item.content.length > 1000, item.link);
  for (const item of json.items) {
    assert.ok(!Number.isNaN(Date.parse(item.date_modified)) && item.content_html.length > 1000, item.url);
    assert.doesNotMatch(item.content_html, /(href|src)="[/#]/);
    assert.doesNotMatch(item.content_html, /<button|popover/);
  }
});

test("the sitemap lists every page for readers but the one that stands for none", () => {
  const listed = [...read("sitemap.xml").matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address).pathname).sort();
  const there = files(".html").map((name) => "/" + name.replace(/(^|\/)index\.html$/, "$1")).filter((page) => page !== "/404.html" && !page.startsWith("/guide/")).sort();
  assert.deepEqual(listed, there);
});
