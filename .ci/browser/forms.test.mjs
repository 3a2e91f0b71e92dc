// What is published for machines has the form that its specification asks for.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { XmlDocument, XmlElement, ParseOption } from "libxml2-wasm";
import { files, folder, read, none } from "./site.mjs";

// document reads one file of XML, or says why it is none. Nothing is fetched.
const document = (data) => XmlDocument.fromBuffer(data, { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_PEDANTIC });
const bytes = (name) => readFileSync(`${folder}/${name}`);
const isXML = (name) => /\.(xml|svg|atom|rss|rdf|xsl|xsd|xhtml|opf)$/.test(name) || bytes(name).subarray(0, 5).toString() === "<?xml";

test("XML is well-formed, and has no entities of its own", () => {
  assert.throws(() => document(Buffer.from("<a><b></a>")));
  assert.throws(() => document(Buffer.from("<a>&nbsp;</a>")));
  assert.throws(() => document(Buffer.from("<a><x:b/></a>")));
  const problems = [];
  const roots = {};
  for (const name of files("").filter(isXML)) {
    try {
      const { root } = document(bytes(name));
      roots[name] = `${root.namespaceUri} ${root.name}`;
    } catch (error) {
      problems.push(`${name}: ${error.message}`);
    }
    if (/<!(DOCTYPE|ENTITY)/.test(read(name))) problems.push(`${name}: it declares a document type`);
  }
  none(problems);
  const { "atom.xml": atom, "sitemap.xml": sitemap, ...others } = roots;
  assert.equal(atom, "http://www.w3.org/2005/Atom feed");
  assert.equal(sitemap, "http://www.sitemaps.org/schemas/sitemap/0.9 urlset");
  for (const [name, root] of Object.entries(others)) if (name.endsWith(".svg")) assert.equal(root, "http://www.w3.org/2000/svg svg", name);
});

const moment = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d:\d\d)$/; // RFC 3339
const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const dated = (value) => (moment.test(value) || day.test(value)) && !Number.isNaN(Date.parse(value));
const address = (value) => typeof value === "string" && /^https?:\/\/[^/]/.test(value) && URL.canParse(value);
const whole = (value) => typeof value === "string" && URL.canParse(value);
const tongue = (value) => { try { return Intl.getCanonicalLocales(value).length === 1; } catch { return false; } };

const children = (element) => {
  const list = [];
  for (let node = element.firstChild; node; node = node.next) if (node instanceof XmlElement) list.push(node);
  return list;
};
const attribute = (element, name) => element.attrs.find((one) => one.name === name && !one.namespaceUri)?.value;

// What may stand in an element: how often, and what it must be. "1" is once,
// "?" at most once, "*" any number.
const text = (element) => {
  const type = attribute(element, "type") ?? "text";
  if (!["text", "html", "xhtml"].includes(type)) return `no text is ${type}`;
  if (type === "xhtml" ? children(element).length !== 1 || children(element)[0].name !== "div" : children(element).length > 0) return "markup where there must be none, or none where it must be";
};
const is = (test, what) => (element) => children(element).length > 0 || !test(element.content) ? `${what}: ${element.content}` : undefined;
const atomDate = is((value) => moment.test(value) && !Number.isNaN(Date.parse(value)), "no moment of RFC 3339");
const iri = is(whole, "no absolute address");
const person = { name: ["1", is((value) => value.trim() !== "", "empty")], uri: ["?", iri], email: ["?", is((value) => /^.+@.+$/.test(value), "no mail address")] };
const link = (element) => {
  if (!whole(attribute(element, "href"))) return "no absolute address";
  const language = attribute(element, "hreflang");
  if (language !== undefined && !tongue(language)) return `no language: ${language}`;
  const type = attribute(element, "type");
  if (type !== undefined && !/^[a-z]+\/[a-z0-9.+-]+$/i.test(type)) return `no type: ${type}`;
};
const category = (element) => attribute(element, "term") ? undefined : "it names no term";
const meta = { author: ["*", person], category: ["*", category], contributor: ["*", person], id: ["1", iri], link: ["*", link], rights: ["?", text], title: ["1", text], updated: ["1", atomDate] };
const entry = { ...meta, content: ["?", () => {}], published: ["?", atomDate], summary: ["?", text], source: ["?", () => {}] };
const feed = { ...meta, entry: ["*", entry], generator: ["?", () => {}], icon: ["?", iri], logo: ["?", iri], subtitle: ["?", text] };
const attributes = { link: ["href", "rel", "type", "hreflang", "title", "length"], category: ["term", "scheme", "label"], content: ["type", "src"], generator: ["uri", "version"], title: ["type"], subtitle: ["type"], summary: ["type"], rights: ["type"] };

function hold(element, form, namespace, at, problems) {
  if (typeof form === "function") {
    const wrong = form(element);
    if (wrong) problems.push(`${at}: ${wrong}`);
    return;
  }
  const count = {};
  for (const child of children(element)) {
    const where = `${at}/${child.name}`;
    if (child.namespaceUri !== namespace || !form[child.name]) { problems.push(`${where} has no place there`); continue; }
    count[child.name] = (count[child.name] ?? 0) + 1;
    for (const { name, namespaceUri } of child.attrs) {
      if (!namespaceUri && !(attributes[child.name] ?? []).includes(name)) problems.push(`${where} has no attribute ${name}`);
    }
    hold(child, form[child.name][1], namespace, where, problems);
  }
  for (const [name, [times]] of Object.entries(form)) {
    const n = count[name] ?? 0;
    if (times === "1" && n !== 1 || times === "?" && n > 1) problems.push(`${at} has ${n} of ${name}`);
  }
}

// atomProblems holds a feed against RFC 4287.
function atomProblems(data) {
  const problems = [];
  const { root } = document(data);
  hold(root, feed, "http://www.w3.org/2005/Atom", "feed", problems);
  const of = (element, name) => children(element).filter((child) => child.name === name);
  const entries = of(root, "entry");
  const links = (element, rel) => of(element, "link").filter((one) => (attribute(one, "rel") ?? "alternate") === rel);
  const once = (list, what) => { if (new Set(list).size !== list.length) problems.push(`${what}: the same twice`); };
  once(entries.map((one) => of(one, "id")[0]?.content), "id");
  if (links(root, "self").length !== 1) problems.push("the feed does not say where it is");
  for (const element of [root, ...entries]) {
    once(links(element, "alternate").map((one) => `${attribute(one, "type")} ${attribute(one, "hreflang")}`), "link");
    if (of(element, "author").length === 0 && of(root, "author").length === 0) problems.push("nobody is the author");
  }
  for (const one of entries) {
    const content = of(one, "content")[0];
    if (!content && links(one, "alternate").length === 0) problems.push("an entry without content and without a link to it");
    if (content && (attribute(content, "src") || text(content)) && of(one, "summary").length === 0) problems.push("content from elsewhere, or of another kind, without a summary");
  }
  return problems;
}

test("the Atom feed has the form of RFC 4287", () => {
  const data = read("atom.xml");
  none(atomProblems(Buffer.from(data)));
  const spoil = (from, to) => {
    assert.ok(data.includes(from), from);
    return atomProblems(Buffer.from(data.replace(from, to)));
  };
  for (const [from, to] of [["<updated>", "<updated> "], [/<id>[^<]*<\/id>/.exec(data)[0], ""], ["<entry>", "<entry><title>two</title>"], ["<author>", "<writer/><author>"],
    ["</name>", "</name><name>B</name>"], [" href=\"https:", " href=\"//"], ["rel=\"self\"", "rel=\"other\""], ["<summary>", "<summary type=\"markdown\">"], ["<category term=", "<category name="], ["<title>", "<title><b/>"]]) {
    assert.notEqual(spoil(from, to).length, 0, `${from} → ${to} is not found`);
  }
});

test("the sitemap has the form of its protocol", () => {
  const problems = [];
  const place = { loc: ["1", is(address, "no address")], lastmod: ["?", is(dated, "no date")], changefreq: ["?", is((value) => /^(always|hourly|daily|weekly|monthly|yearly|never)$/.test(value), "no frequency")], priority: ["?", is((value) => value >= 0 && value <= 1, "no priority")] };
  const data = bytes("sitemap.xml");
  const { root } = document(data);
  hold(root, { url: ["*", place] }, "http://www.sitemaps.org/schemas/sitemap/0.9", "urlset", problems);
  const places = children(root).map((url) => children(url)[0].content);
  if (new Set(places).size !== places.length) problems.push("an address stands there twice");
  if (new Set(places.map((one) => new URL(one).origin)).size !== 1) problems.push("addresses of several hosts");
  if (places.length === 0 || places.length > 50000 || data.length > 50 * 1024 * 1024) problems.push(`${places.length} addresses, ${data.length} bytes`);
  none(problems);
});

// JSON Feed 1.1: what it must and what it may hold. Anything else is an
// extension, whose name begins with an underscore.
const string = (value) => typeof value === "string";
const filled = (value) => string(value) && value.trim() !== "";
const count = (value) => typeof value === "number" && value >= 0;
const list = (form) => (value) => Array.isArray(value) && value.every((one) => typeof form === "function" ? form(one) : shapes(one, form).length === 0);
const jsonAuthor = { url: address, name: filled, avatar: whole };
const jsonItem = {
  "id!": filled, url: address, external_url: address, title: string, content_html: filled, content_text: filled, summary: string, image: address, banner_image: address,
  date_published: (value) => moment.test(value), date_modified: (value) => moment.test(value), authors: list(jsonAuthor), tags: list(filled), language: tongue,
  attachments: list({ "url!": address, "mime_type!": (value) => /^[a-z]+\/\S+$/.test(value), title: string, size_in_bytes: count, duration_in_seconds: count }),
};
const jsonFeed = {
  "version!": (value) => value === "https://jsonfeed.org/version/1.1", "title!": filled, home_page_url: address, feed_url: address, description: string, user_comment: string, next_url: address,
  icon: address, favicon: address, authors: list(jsonAuthor), language: tongue, expired: (value) => typeof value === "boolean", hubs: list({ "type!": filled, "url!": address }), "items!": Array.isArray,
};
function shapes(value, form, at = "") {
  if (!value || typeof value !== "object" || Array.isArray(value)) return [`${at} is no object`];
  const problems = [];
  for (const [key, one] of Object.entries(value)) {
    const test = form[key] ?? form[`${key}!`];
    if (!test ? !key.startsWith("_") : !test(one)) problems.push(`${at}${key}: ${JSON.stringify(one)?.slice(0, 80)}`);
  }
  for (const key of Object.keys(form)) if (key.endsWith("!") && !(key.slice(0, -1) in value)) problems.push(`${at}${key.slice(0, -1)} is missing`);
  return problems;
}
function jsonFeedProblems(value) {
  const problems = shapes(value, jsonFeed);
  const items = Array.isArray(value.items) ? value.items : [];
  for (const [i, item] of items.entries()) {
    problems.push(...shapes(item, jsonItem, `items[${i}].`));
    if (item.content_html === undefined && item.content_text === undefined) problems.push(`items[${i}] has no content`);
    for (const author of item.authors ?? []) if (Object.keys(author).length === 0) problems.push(`items[${i}] has an author without name, address or picture`);
  }
  if (new Set(items.map((item) => item.id)).size !== items.length) problems.push("an id stands there twice");
  if (value.next_url !== undefined && value.next_url === value.feed_url) problems.push("the feed follows itself");
  return problems;
}

test("the JSON feed has the form of version 1.1", () => {
  const value = JSON.parse(read("feed.json"));
  none(jsonFeedProblems(value));
  for (const spoil of [(f) => { f.version = "https://jsonfeed.org/version/1"; }, (f) => { delete f.title; }, (f) => { f.author = {}; }, (f) => { f.items[0].id = 7; }, (f) => { f.items[1].id = f.items[0].id; },
    (f) => { delete f.items[0].content_html; }, (f) => { f.items[0].date_modified = "2018-04-18"; }, (f) => { f.items[0].tags = "one"; }, (f) => { f.items[0].attachments = [{ url: "https://a.example/" }]; }, (f) => { f.language = "no such"; }]) {
    const changed = structuredClone(value);
    spoil(changed);
    assert.notEqual(jsonFeedProblems(changed).length, 0, `${spoil} is not found`);
  }
});

test("all that is called JSON is", () => {
  const problems = [];
  const parse = (data, at) => { try { JSON.parse(data); } catch (error) { problems.push(`${at}: ${error.message}`); } };
  for (const name of files(".json")) parse(read(name), name);
  for (const name of files(".jsonl")) read(name).trimEnd().split("\n").forEach((line, i) => parse(line, `${name}:${i + 1}`));
  none(problems);
});
