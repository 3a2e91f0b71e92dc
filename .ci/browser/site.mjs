// The built site, served as a strict host would: nothing but its own files,
// compressed, under a Content-Security-Policy that allows no inline code.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync, readdirSync, existsSync, statSync } from "node:fs";
import { join, extname, relative, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { fileURLToPath } from "node:url";

export const folder = process.env.SITE ?? fileURLToPath(new URL("../../public", import.meta.url));

const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8", ".bib": "application/x-bibtex", ".ris": "application/x-research-info-systems",
};
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

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
      "Content-Security-Policy": policy,
      "Cache-Control": /^(css|js)\//.test(path.slice(base.length)) ? "public, max-age=31536000, immutable" : "no-cache",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
    });
    response.end(answers.get(name));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}
