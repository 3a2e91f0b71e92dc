// The built site, served as a strict host would: nothing but its own files,
// compressed, with the headers that the folder asks for.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync, readdirSync, existsSync, statSync } from "node:fs";
import { join, extname, relative, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { fileURLToPath } from "node:url";

export const folder = process.env.SITE ?? fileURLToPath(new URL("../../public", import.meta.url));

// What hosts are told stands in the folder. Of one header that several rules name,
// all hold, as on the hosts that read this file.
const rulesOf = (root) => readFileSync(join(root, "_headers"), "utf8").split(/\n(?=\/)/).map((rule) => {
  const [path, ...lines] = rule.trim().split("\n");
  const pattern = new RegExp("^" + path.split("*").map((part) => part.replace(/[.+?^$(){}|[\]\\]/g, "\\$&")).join(".*") + "$");
  return { pattern, headers: lines.map((line) => line.trim().split(/: (.*)/).slice(0, 2)) };
});

function told(rules, path) {
  const headers = {};
  for (const rule of rules.filter(({ pattern }) => pattern.test(path))) {
    for (const [name, value] of rule.headers) headers[name] = headers[name] ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

// Types that hosts know by themselves.
const types = { ".html": "text/html; charset=utf-8", ".json": "application/json", ".xml": "application/xml" };

export function files(extension) {
  return readdirSync(folder, { recursive: true })
    .map((name) => name.split(sep).join("/"))
    .filter((name) => name.endsWith(extension) && statSync(join(folder, name)).isFile())
    .sort();
}

export const read = (name) => readFileSync(join(folder, name), "utf8");

// pages are the addresses of all pages; the kinds are told apart by the folder.
export const pages = files(".html").map((name) => "/" + name.replace(/(^|\/)index\.html$/, "$1"));
export const topics = pages.filter((page) => /^\/topics\/.+/.test(page));
export const sources = pages.filter((page) => /^\/sources\/.+/.test(page));

// none fails where there are problems, and shows enough of them.
export const none = (problems) => assert.ok(problems.length === 0, `${problems.length} problems:\n${problems.slice(0, 40).join("\n")}`);

// fileOf returns the file behind an address of the site.
export const fileOf = (page) => join(folder, page.endsWith("/") ? page + "index.html" : page);

export const compressed = (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });

// serve answers with the files of a site below a path of the host.
export async function serve(root = folder, base = "/") {
  const answers = new Map();
  let rules; // of a folder that may not be there yet
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    let name = path.startsWith(base) ? join(root, path.slice(base.length)) : join(root, "404.html", "outside");
    if (relative(root, name).startsWith("..")) name = join(root, "404.html");
    if (existsSync(name) && statSync(name).isDirectory()) name = join(name, "index.html");
    const status = existsSync(name) ? 200 : 404;
    if (status === 404) name = join(root, "404.html");
    if (!answers.has(name)) answers.set(name, compressed(readFileSync(name)));
    response.writeHead(status, {
      "Content-Type": types[extname(name)] ?? "application/octet-stream",
      "Content-Encoding": "br",
      "Cache-Control": "no-cache",
      ...told((rules ??= rulesOf(root)), path),
    });
    response.end(answers.get(name));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}
