// Every quotation's and citation's evidence opens by keyboard and by pointer,
// shows the passage, closes again, and is on paper too.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import pdfjs from "pdfjs-dist/legacy/build/pdf.js";
import { serve, pages, topics, files, fileOf, read, none } from "./site.mjs";
import { launch, each } from "./chromium.mjs";

let site, browser;
before(async () => { site = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await site.close(); });

const squeeze = (s) => s.replace(/\s+/g, " ").trim();

// The words that evidence holds, as locked.
const passages = files("/evidence.json").flatMap((name) => JSON.parse(read(name)).proven.map((proven) => proven.pieces.map((piece) => squeeze(piece.exact))));
const sealed = pages.filter((page) => /<button[^>]* popovertarget=/.test(readFileSync(fileOf(page), "utf8")));

const isPassage = (marked) => passages.some((pieces) => pieces.every((piece) => squeeze(marked).includes(piece)));

test("the pages that quote have seals", () => {
  for (const page of topics) assert.ok(sealed.includes(page), page);
});

for (const javaScriptEnabled of [true, false]) {
  test(`each seal opens its evidence, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async () => {
    const problems = [];
    let opened = 0;
    const open = async () => (await browser.newContext({ javaScriptEnabled, reducedMotion: "reduce", viewport: { width: 320, height: 700 } })).newPage();
    await each(sealed, 2, open, async (tab, page) => {
      await tab.goto(site.origin + page);
      const state = (id) => tab.evaluate((id) => {
        const slip = document.getElementById(id);
        const box = slip.getBoundingClientRect();
        return {
          open: slip.matches(":popover-open"), inside: box.width > 0 && box.left >= 0 && box.right <= innerWidth && box.top < innerHeight && box.bottom > 0,
          marked: [...slip.querySelectorAll("mark")].map((mark) => mark.textContent).join(""),
          focus: document.activeElement.getAttribute("popovertarget"),
        };
      }, id);
      const seals = tab.locator("button[popovertarget]:not([popovertargetaction=hide])");
      for (let i = 0; i < await seals.count(); i++) {
        const seal = seals.nth(i);
        const id = await seal.getAttribute("popovertarget");
        const expect = async (what, wanted) => {
          const is = await state(id);
          if (is.open !== wanted) problems.push(`${page}#${id}: ${what} leaves it ${is.open ? "open" : "closed"}`);
          if (wanted && !is.inside) problems.push(`${page}#${id}: it opens outside the window`);
          if (wanted && !isPassage(is.marked)) problems.push(`${page}#${id}: ${what} shows no passage but ${JSON.stringify(is.marked)}`);
          return is;
        };
        if (!await seal.getAttribute("aria-label") && !squeeze(await seal.innerText())) problems.push(`${page}#${id}: the seal has no name`);
        await seal.focus();
        await tab.keyboard.press("Enter");
        await expect("Enter", true);
        await tab.keyboard.press("Escape");
        const after = await expect("Escape", false);
        if (after.focus !== id) problems.push(`${page}#${id}: after Escape the focus is elsewhere`);
        await tab.keyboard.press("Space");
        await expect("Space", true);
        await tab.keyboard.press("Escape");
        await seal.click();
        await expect("a click", true);
        await tab.mouse.click(2, 2);
        await expect("a click elsewhere", false);
        opened++;
      }
    });
    none(problems);
    assert.ok(opened > topics.length);
  });
}

test("a seal can be hit within 24 pixels", async () => {
  const tab = await browser.newPage({ viewport: { width: 320, height: 700 } });
  await tab.goto(site.origin + topics[0]);
  const missed = await tab.locator("button[popovertarget]:visible").evaluateAll((seals) => seals.filter((seal) => {
    seal.scrollIntoView({ block: "center", behavior: "instant" });
    const box = seal.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return [[-11, 0], [11, 0], [0, -11], [0, 11]].some(([dx, dy]) => !seal.contains(document.elementFromPoint(x + dx, y + dy)));
  }).length);
  assert.equal(missed, 0);
});

test("in a wide window each slip stands in the margin, beside its seal and upon no other", async () => {
  const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const problems = [];
  for (const page of topics) {
    await tab.goto(site.origin + page);
    const slips = await tab.locator("[popover]").evaluateAll((slips) => slips.map((slip) => {
      const box = slip.getBoundingClientRect();
      const text = document.querySelector("main p").getBoundingClientRect();
      return { id: slip.id, top: box.top, bottom: box.bottom, left: box.left, right: box.right, height: box.height, column: text.right };
    }));
    slips.sort((a, b) => a.top - b.top);
    for (const [i, slip] of slips.entries()) {
      if (slip.height < 20 || slip.left < slip.column || slip.right > 1440) problems.push(`${page}#${slip.id} is not in the margin`);
      if (i > 0 && slip.top < slips[i - 1].bottom) problems.push(`${page}#${slip.id} lies upon #${slips[i - 1].id}`);
    }
  }
  none(problems);
});

test("printed, a page holds the passages below their sources", async () => {
  const tab = await browser.newPage();
  for (const page of [...topics, "/"]) {
    await tab.goto(site.origin + page);
    const wanted = await tab.evaluate(() => [...document.querySelectorAll("[popover] mark")].map((mark) => mark.textContent));
    assert.ok(wanted.length > 0, page);
    const pdf = await pdfjs.getDocument({ data: new Uint8Array(await tab.pdf({ format: "A4" })), verbosity: 0 }).promise;
    let text = "";
    for (let n = 1; n <= pdf.numPages; n++) {
      const content = await (await pdf.getPage(n)).getTextContent();
      text += content.items.map((item) => item.str).join("") + " ";
    }
    // Lines and pages break where they like, also at hyphens.
    const bare = (s) => s.normalize("NFKC").replace(/\s/g, "");
    for (const words of wanted) assert.ok(bare(text).includes(bare(words)), `${page}: the paper lacks: ${words}`);
  }
});

test("without its stylesheet a page reads in the right order, and no slip breaks a sentence", async () => {
  const tab = await browser.newPage();
  for (const page of topics) {
    await tab.goto(site.origin + page);
    const text = squeeze(await tab.evaluate(() => {
      document.querySelectorAll("link[rel=stylesheet]").forEach((link) => link.remove());
      return document.body.innerText;
    }));
    const source = readFileSync(fileOf(page), "utf8");
    const headings = [...source.matchAll(/<h[12][^>]*>(.*?)<\/h[12]>/gs)].map(([, words]) => squeeze(words.replace(/<[^>]+>/g, "").replace(/&amp;/g, "&").replace(/&#39;/g, "'")));
    let at = 0;
    for (const heading of headings) {
      const next = text.indexOf(heading, at);
      assert.ok(next >= at, `${page}: ${heading} is out of order`);
      at = next;
    }
    const inSentence = await tab.locator("main p [popover], main p ~ p > [popover]").count();
    assert.equal(inSentence, 0, page);
  }
});
