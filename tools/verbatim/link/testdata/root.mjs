// The proof of evidence.json once more, in another language: whether what its
// commitment shows leads to its root. It reads one file a line, and answers each.
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";

const sha = (...parts) => createHash("sha256").update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const fail = () => { throw new Error("no proof"); };

// The root over the leaves lo to hi (RFC 6962, 2.1), of which some are shown.
function root(lo, hi, shown, hidden) {
  if (![...shown.keys()].some((number) => lo <= number && number < hi)) return hidden.shift() ?? fail();
  if (hi - lo === 1) return shown.get(lo);
  let k = 1;
  while (2 * k < hi - lo) k *= 2;
  return sha([1], root(lo, lo + k, shown, hidden), root(lo + k, hi, shown, hidden));
}

function whole(leaves, shown, written = "") {
  const bytes = Buffer.from(written, "base64"), hidden = [];
  for (let at = 0; at < bytes.length; at += 32) hidden.push(bytes.subarray(at, at + 32));
  if (leaves < 1 || leaves > 2 ** 27 || [...shown.keys()].some((number) => number < 0 || number >= leaves)) fail();
  const top = root(0, leaves, shown, hidden);
  return hidden.length || bytes.length % 32 ? fail() : top;
}

function proves({ sha256, words, paragraphs, commitment }) {
  const sentences = new Map();
  let last = -1, end = 0;
  for (const s of commitment.shown) {
    const leaves = new Map();
    let next = 0;
    for (const run of s.shown) {
      const text = Buffer.from(run.text), salts = Buffer.from(run.salts, "base64"), lengths = run.lengths.split(" ").map(Number);
      if (run.start < next || salts.length !== 16 * lengths.length || lengths.some((n) => n < 1)) fail();
      let at = 0;
      for (const [i, n] of lengths.entries()) leaves.set(run.start + i, sha([0], salts.subarray(16 * i, 16 * i + 16), text.subarray(at, (at += n))));
      if (at !== text.length) fail();
      next = run.start + lengths.length + 1;
    }
    if (!leaves.size || s.number <= last || s.start < end || s.start + s.words > words || `${s.label ?? ""}${s.turn ?? ""}`.includes("\n")) fail();
    [last, end] = [s.number, s.start + s.words];
    const head = [sha256, words, paragraphs, commitment.sentences, s.paragraph, s.label ?? "", s.turn ?? "", s.start, s.words].map((line) => `${line}\n`).join("");
    sentences.set(s.number, sha([0], head, whole(s.words, leaves, s.hidden)));
  }
  return whole(commitment.sentences, sentences, commitment.hidden).equals(Buffer.from(commitment.root, "base64"));
}

for await (const line of createInterface({ input: process.stdin })) {
  let yes = false;
  try { yes = proves(JSON.parse(line)); } catch { /* no proof */ }
  console.log(yes);
}
