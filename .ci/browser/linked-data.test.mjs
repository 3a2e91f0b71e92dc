// Linked data is read by a processor of JSON-LD, held against the vocabulary of
// schema.org by the TypeScript compiler, and against the page that carries it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import jsonld from "jsonld";
import ts from "typescript";
import { files, read, none } from "./site.mjs";

const data = new Map();
for (const name of files(".html")) {
  const scripts = [...read(name).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, text]) => JSON.parse(text));
  data.set(name, scripts);
}
const nodes = (name) => data.get(name).flatMap((script) => script["@graph"]);
const all = [...data.keys()].flatMap(nodes);
const typed = (type) => all.filter((node) => node["@type"] === type);

// expand reads as a processor does, and refuses what one would leave out. The
// context, which is not fetched, makes a term of schema.org of every word, as
// theirs does of the words that it knows.
const expand = (script) => jsonld.expand(script, {
  safe: true,
  documentLoader: async (url) => {
    assert.equal(url, "https://schema.org");
    return { documentUrl: url, document: { "@context": { "@vocab": "http://schema.org/" } } };
  },
});

test("a processor reads all of it, on every page but the one that stands for none", async () => {
  await assert.rejects(expand({ "@context": "https://schema.org", "@graph": [{ "@id": "no address", name: "x" }] }));
  await assert.rejects(expand({ "@context": "https://schema.org", "@graph": [{ "@type": "Thing", "a key:": "x" }] }));
  const problems = [];
  let read = 0;
  for (const [name, scripts] of data) {
    for (const script of scripts) {
      read++;
      const graph = await expand(script);
      if (graph.length !== script["@graph"].length) problems.push(`${name}: ${graph.length} nodes of ${script["@graph"].length}`);
      for (const node of graph) if (!node["@type"]?.every((type) => type.startsWith("http://schema.org/"))) problems.push(`${name}: ${JSON.stringify(node).slice(0, 120)}`);
    }
    if (scripts.length !== (name === "404.html" ? 0 : 1)) problems.push(`${name}: ${scripts.length} scripts of linked data`);
  }
  none(problems);
  assert.notEqual(read, 0);
});

test("every node is what schema.org says that it is", () => {
  // Pages of one kind say the same with other words, so each form is compiled once.
  const form = (value) => Array.isArray(value) ? `[${[...new Set(value.map(form))].sort()}]`
    : value && typeof value === "object" ? `{${Object.keys(value).sort().map((key) => key + ":" + (key === "@type" ? value[key] : form(value[key])))}}` : typeof value;
  const forms = new Map();
  for (const [name, scripts] of data) for (const script of scripts) forms.set(form(script), [name, script]);
  const lines = [...forms.values()].map(([name, script], i) => `// ${name}\nexport const graph${i}: Graph = ${JSON.stringify(script)};`);
  const folder = mkdtempSync(fileURLToPath(new URL("../node_modules/.linked-data-", import.meta.url)));
  try {
    const file = `${folder}/graphs.ts`;
    writeFileSync(file, `import type { Graph } from "schema-dts";\n${lines.join("\n")}\n`);
    const program = ts.createProgram([file], { noEmit: true, strict: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext });
    const problems = ts.getPreEmitDiagnostics(program).map((d) => {
      const line = d.file?.getLineAndCharacterOfPosition(d.start).line ?? 0;
      return `${lines[(line - 1) >> 1]?.slice(0, 80)}: ${ts.flattenDiagnosticMessageText(d.messageText, " ").slice(0, 400)}`;
    });
    none(problems);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("each kind of page says what it is about", () => {
  for (const [pattern, type] of [
    [/^index\.html$/, "Event"], [/^index\.html$/, "WebSite"], [/^topics\/.+\//, "Article"], [/^people\/.+\//, "ProfilePage"],
    [/^glossary\/.+\//, "DefinedTerm"], [/^figures\/.+\/index/, "Dataset"], [/^sources\/.+\/index/, "WebPage"], [/^(topics|sources|people|glossary)\//, "BreadcrumbList"],
  ]) {
    const names = [...data.keys()].filter((name) => pattern.test(name));
    assert.notEqual(names.length, 0, String(pattern));
    for (const name of names) assert.ok(nodes(name).some((node) => node["@type"] === type), `${name} has no ${type}`);
  }
});

test("each quotation of a topic is told with its words, its source and its permalink", () => {
  let count = 0;
  for (const article of typed("Article")) {
    const page = new URL(article.url).pathname;
    const html = read(page.slice(1) + "index.html");
    const shown = [...html.matchAll(/<(?:span|figure) class="quotation[^>]*? id="(q-[^"]+)"/g)].map(([, id]) => id).sort();
    const told = (article.hasPart ?? []).map((quotation) => {
      assert.equal(quotation["@type"], "Quotation");
      assert.ok(quotation.text && quotation.citation["@id"]);
      assert.ok(article.citation.some((source) => source["@id"] === quotation.citation["@id"]));
      return decodeURIComponent(new URL(quotation.url).hash.slice(1));
    }).sort();
    assert.deepEqual(told, shown, page);
    count += told.length;
  }
  assert.notEqual(count, 0);
  const spoken = typed("Article").flatMap((article) => article.hasPart ?? []).filter((quotation) => quotation.spokenByCharacter);
  assert.notEqual(spoken.length, 0);
});

test("addresses that linked data gives are there", () => {
  const base = typed("WebSite")[0].url;
  const published = new Set(files(""));
  const visit = (value) => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (value && typeof value === "object") Object.values(value).forEach(visit);
    else if (typeof value === "string" && value.startsWith(base)) {
      const path = decodeURIComponent(new URL(value).pathname).slice(1);
      assert.ok(published.has(path === "" || path.endsWith("/") ? path + "index.html" : path), value);
    }
  };
  visit(all);
});
