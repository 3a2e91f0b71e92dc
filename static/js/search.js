// Looks words up in the index that was built with the site, as they are typed.
const form = document.getElementById("search");
const field = form.elements.q;
const status = document.getElementById("found");
const list = document.getElementById("results");
const groups = {
  topic: "Topics", page: "Pages", quotation: "Quotations", person: "People",
  term: "Glossary", event: "Timeline", figure: "Figures", source: "Sources",
};
const most = 10; // of a kind, at first

// Case, accents and the width of letters do not matter; scripts without spaces
// are found anywhere, all others at the beginnings of words.
const fold = (s) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const words = (s) => fold(s).match(/[\p{L}\p{N}]+/gu) ?? [];
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const holds = (text, word) => text.includes(spaceless.test(word) ? word : " " + word);

function score(entry, query) {
  let sum = 0;
  for (const word of query) {
    const place = entry.folded.findIndex((text) => holds(text, word));
    if (place < 0) return 0;
    sum += [100, 10, 1][place];
    if (holds(entry.folded[place], word + " ")) sum += 1;
  }
  return sum;
}

function element(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const key in attributes) if (attributes[key]) e.setAttribute(key, attributes[key]);
  e.append(...children);
  return e;
}

// The text with the words that were found in bold.
function shown(text, query) {
  return text.split(/([\p{L}\p{N}]+)/u).map((part) => {
    const folded = fold(part);
    const found = query.some((word) => (spaceless.test(word) ? folded.includes(word) : folded.startsWith(word)));
    return found ? element("b", {}, part) : part;
  });
}

function item(entry, query) {
  const link = element("a", { href: entry.url, lang: !entry.native && entry.lang }, ...shown(entry.title ?? entry.text, query));
  const li = element("li", {}, link);
  if (entry.native) li.append(" ", element("span", { class: "native", lang: entry.lang }, ...shown(entry.native, query)));
  li.append(element("p", {}, ...shown(entry.kind === "quotation" ? `${entry.by}, on ${entry.on}` : entry.text, query)));
  return li;
}

function search(index) {
  const query = words(field.value);
  const found = index
    .map((entry) => ({ entry, score: query.length ? score(entry, query) : 0 }))
    .filter((hit) => hit.score)
    .sort((a, b) => b.score - a.score);
  list.replaceChildren();
  for (const kind in groups) {
    const hits = found.filter((hit) => hit.entry.kind === kind);
    if (!hits.length) continue;
    const entries = element("ul", { class: "entries" }, ...hits.slice(0, most).map((hit) => item(hit.entry, query)));
    list.append(element("h2", {}, `${groups[kind]} (${hits.length})`), entries);
    if (hits.length <= most) continue;
    const more = element("button", { type: "button", class: "rest" }, `Show ${hits.length - most} more`);
    more.addEventListener("click", () => {
      const rest = hits.slice(most).map((hit) => item(hit.entry, query));
      entries.append(...rest);
      more.remove();
      rest[0].querySelector("a").focus();
    });
    list.append(more);
  }
  status.textContent = !query.length ? "" : found.length === 1 ? "1 result" : `${found.length || "No"} results`;
  history.replaceState(null, "", field.value ? "?q=" + encodeURIComponent(field.value) : location.pathname);
}

// Arrows go from the field to the results and back.
function move(event) {
  if (event.key === "Escape" && list.contains(document.activeElement)) field.select();
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    next.focus();
  } else return;
  event.preventDefault();
}

const answer = await fetch(form.dataset.index);
if (answer.ok) {
  const index = await answer.json();
  for (const entry of index) {
    entry.folded = [[entry.title, entry.native], [entry.text, entry.by], [entry.words]].map((parts) => ` ${words(parts.join(" ")).join(" ")} `);
  }
  form.hidden = false;
  document.getElementById("unscripted").hidden = true;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", () => search(index));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.focus();
  });
  document.addEventListener("keydown", move);
  search(index);
  field.focus();
}
