// Every page is valid HTML, weighs little, and reads without its stylesheet.
import { test } from "node:test";
import assert from "node:assert/strict";
import { HtmlValidate } from "html-validate";
import { files, folder, read, topics, fileOf, compressed, none } from "./site.mjs";
import { readFileSync } from "node:fs";

test("every page validates", async () => {
  // Only one rule is switched off: a source has the title that it has.
  const validator = new HtmlValidate({
    root: true,
    extends: ["html-validate:recommended", "html-validate:standard", "html-validate:document", "html-validate:browser", "html-validate:a11y"],
    rules: { "long-title": "off" },
  });
  const problems = [];
  for (const name of files(".html")) {
    const report = await validator.validateFile(`${folder}/${name}`);
    for (const result of report.results) {
      for (const m of result.messages) problems.push(`${name}:${m.line}:${m.column}: ${m.message} (${m.ruleId})`);
    }
  }
  none(problems);
});

test("a topic with all that it needs is at most 14 KB, compressed, the home page 16", () => {
  const heavy = [];
  for (const page of [...topics, "/"]) {
    const html = readFileSync(fileOf(page), "utf8");
    const needed = [...html.matchAll(/<(?:link rel="stylesheet" href|script[^>]* src)="\/([^"]+)"/g)].map(([, name]) => compressed(read(name)).length);
    const size = needed.reduce((a, b) => a + b, compressed(html).length);
    if (size > (page === "/" ? 16 : 14) * 1024) heavy.push(`${page}: ${size} bytes`);
  }
  assert.notEqual(topics.length, 0);
  none(heavy);
});

test("no page has inline styles, inline scripts or cookies to set", () => {
  const problems = [];
  for (const name of files(".html")) {
    const html = read(name);
    if (/<[^>]+\sstyle=|<style|\son[a-z]+="|http-equiv/i.test(html)) problems.push(`${name}: inline code`);
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) {
      if (!/type="application\/ld\+json"| src="\//.test(tag)) problems.push(`${name}: ${tag}`);
    }
  }
  none(problems);
});

test("from the first topic to the last, and back, by the links at the foot", () => {
  const turn = (page, rel) => read(page.slice(1) + "index.html").match(new RegExp(`rel="${rel}" href="([^"]+)"`))?.[1];
  const walk = (from, rel) => {
    const seen = [];
    for (let page = from; page && !seen.includes(page); page = turn(page, rel)) seen.push(page);
    return seen;
  };
  const first = topics.find((page) => !turn(page, "prev"));
  const forward = walk(first, "next");
  assert.deepEqual([...forward].sort(), topics);
  assert.deepEqual(walk(forward.at(-1), "prev"), [...forward].reverse());
  assert.match(read(first.slice(1) + "index.html"), / · 1 of \d+/);
});
