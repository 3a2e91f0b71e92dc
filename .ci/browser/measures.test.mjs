// What readers see of the evidence, in figures: how high slips are and how far from
// their words, how long the text of a source is, how much of the prose is links,
// what seals are called, where headings break.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { serve, pages, topics, files, read, none } from "./site.mjs";
import { launch, each } from "./chromium.mjs";

let site, browser;
before(async () => { site = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await site.close(); });

const open = (width, height = 900) => async () => (await browser.newContext({ reducedMotion: "reduce", viewport: { width, height } })).newPage();

test("slips are 200 px high in the mean, and none is 200 px from the nearest of its words", async () => {
  const problems = [], heights = [];
  let farthest = 0;
  await each(topics, 2, open(1440), async (tab, page) => {
    await tab.goto(site.origin + page);
    const slips = await tab.locator(".slip").evaluateAll((slips) => slips.map((slip) => {
      const at = slip.getBoundingClientRect();
      const words = slip.dataset.evidence.split(" ").map((key) => document.getElementById(key.split("#")[1]).getBoundingClientRect());
      return { id: slip.id, height: at.height, far: Math.min(...words.map((word) => Math.max(0, at.top - word.bottom, word.top - at.top))) };
    }));
    for (const { id, height, far } of slips) {
      heights.push(height);
      farthest = Math.max(farthest, far);
      if (far > 200) problems.push(`${page}#${id} stands ${Math.round(far)} px from its words`);
    }
  });
  const mean = heights.reduce((sum, height) => sum + height, 0) / heights.length;
  console.log(`${heights.length} slips, ${Math.round(mean)} px high in the mean, ${Math.round(Math.max(...heights))} at most; ${Math.round(farthest)} px from their words at most`);
  if (!(mean <= 200)) problems.push(`slips are ${Math.round(mean)} px high in the mean`);
  none(problems);
});

test("the main source is read on one screen and a half", async () => {
  // The one whose evidence holds most.
  const main = files("/evidence.json").toSorted((a, b) => read(b).length - read(a).length)[0].replace("evidence.json", "");
  const tab = await open(1440)();
  await tab.goto(`${site.origin}/${main}`);
  const height = await tab.evaluate(() => document.documentElement.scrollHeight);
  console.log(`${main} is ${height} px high`);
  assert.ok(height <= 2700, `${main} is ${height} px high`);
});

test("at most 15 % of the words of topics are links", async () => {
  let words = 0, linked = 0;
  await each(topics, 2, open(1440), async (tab, page) => {
    await tab.goto(site.origin + page);
    const counted = await tab.evaluate(() => {
      const count = { words: 0, linked: 0 };
      const walk = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const within = walk.currentNode.parentElement;
        if (within.closest(".seal, .ref, .slip")) continue;
        const here = walk.currentNode.data.trim().split(/\s+/).filter(Boolean).length;
        count.words += here;
        if (within.closest("a")) count.linked += here;
      }
      return count;
    });
    words += counted.words;
    linked += counted.linked;
  });
  console.log(`${linked} of ${words} words are links: ${(100 * linked / words).toFixed(1)} %`);
  assert.ok(words > 1000 && linked > 0 && linked <= 0.15 * words, `${linked} of ${words}`);
});

test("each seal of a page has a name of its own", async () => {
  const problems = [];
  let seals = 0;
  await each(pages, 2, open(1440), async (tab, page) => {
    await tab.goto(site.origin + page);
    for (const what of ["button", "a"]) {
      const names = await tab.locator(`.seal ${what}`).evaluateAll((seals) => seals.map((seal) => seal.getAttribute("aria-label")));
      seals += names.length;
      for (const [i, name] of names.entries()) {
        if (!name || names.indexOf(name) !== i) problems.push(`${page}: two seals are called ${name}`);
      }
    }
  });
  assert.ok(seals > topics.length);
  none(problems);
});

test("no heading breaks inside a word without a hyphen at 320 px", async () => {
  const problems = [];
  await each(pages, 2, open(320, 700), async (tab, page) => {
    await tab.goto(site.origin + page);
    const broken = await tab.evaluate(() => {
      const broken = [];
      for (const heading of document.querySelectorAll("h1, h2, h3")) {
        const walk = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
          const text = walk.currentNode;
          for (const { 0: word, index } of text.data.matchAll(/[\p{Script=Latin}\p{N}’]+/gu)) {
            const range = document.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom)));
            // A browser without a dictionary draws no hyphen: there all has to fit.
            if (lines.size > 1) broken.push(word);
            const box = heading.getBoundingClientRect();
            if (range.getBoundingClientRect().right > box.right + 1) broken.push(word);
          }
        }
      }
      return broken;
    });
    for (const word of broken) problems.push(`${page}: ${word}`);
  });
  none(problems);
});

test("no page but a source's own shows more than 60 words of it in a row", () => {
  const most = 60;
  const wordsOf = (html) => html.replace(/<(script|style|svg)\b.*?<\/\1>/gs, " ").replace(/<[^>]+>/g, "").replace(/&[a-z#0-9]+;/g, " ").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const problems = [];
  let compared = 0;
  for (const name of files("/evidence.json")) {
    const own = name.replace("evidence.json", "index.html");
    const text = [...read(own).matchAll(/<p [^>]*data-(?:read|text)="[^"]*">(.*?)<\/p>/gs)].flatMap(([, html]) => wordsOf(html.replace(/<span class="gap">.*?<\/span>|<sup>.*?<\/sup>/gs, " ")));
    if (text.length <= most) continue;
    compared++;
    const runs = new Set();
    for (let at = 0; at + most < text.length; at++) runs.add(text.slice(at, at + most + 1).join(" "));
    for (const page of files(".html")) {
      if (page === own) continue;
      const words = wordsOf(read(page));
      for (let at = 0; at + most < words.length; at++) {
        if (runs.has(words.slice(at, at + most + 1).join(" "))) {
          problems.push(`${page} shows more than ${most} words of ${name}: ${words.slice(at, at + 8).join(" ")} …`);
          break;
        }
      }
    }
  }
  assert.ok(compared > 0);
  none(problems);
});
