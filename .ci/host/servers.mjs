// nginx and Caddy of Debian, on loopback, configured by just the lines that the
// guide shows: only the folder and the addresses are others.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { folder } from "../browser/site.mjs";

const guide = readFileSync(fileURLToPath(new URL("../../tools/guide/hosting.md", import.meta.url)), "utf8");

function block(language) {
  const [, text] = guide.match(new RegExp("^```" + language + "\\n([^]*?)^```$", "m"));
  return text;
}

// put replaces one thing that there must be.
function put(text, from, to) {
  assert.equal(text.split(from).length, 2, `not once in the guide: ${from}`);
  return text.replace(from, () => to);
}

// Kinds that may be published and that this site has none of, and a text of a
// kind that is compressed and too small to gain from it.
export const further = {
  "further/a.atom": "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", "further/a.webmanifest": JSON.stringify({ name: "a".repeat(500) }),
  "further/a.jpg": "\xff\xd8\xff", "further/a.jpeg": "\xff\xd8\xff", "further/a.webp": "RIFF0000WEBP", "further/a.avif": "0000ftypavif", "further/a.gif": "GIF89a",
  "further/a.ico": "\x00\x00\x01\x00", "further/text.txt": "a", ".well-known/security.txt": "Contact: mailto:security@example.org\n",
};

// site returns a copy of the built site with files of all further kinds.
export function site() {
  const root = mkdtempSync(join(tmpdir(), "host-"));
  cpSync(folder, join(root, "www"), { recursive: true });
  for (const [name, text] of Object.entries(further)) {
    mkdirSync(dirname(join(root, "www", name)), { recursive: true });
    writeFileSync(join(root, "www", name), text, "latin1");
  }
  return root;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// get asks for a path, and takes the answer as it comes.
export function get(origin, path, headers = {}, method = "GET") {
  return new Promise((resolve, reject) => {
    request(origin + path, { method, headers, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, raw: response.rawHeaders, body: Buffer.concat(parts) }));
    }).on("error", reject).end();
  });
}

// start runs a server until it answers.
async function start(name, command, args, env, port) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (text) => (said += text));
  child.stderr.on("data", (text) => (said += text));
  const ended = new Promise((resolve) => child.on("exit", resolve).on("error", (error) => { said += error; resolve(); }));
  const origin = `http://127.0.0.1:${port}`;
  for (;;) {
    assert.equal(child.exitCode, null, `${name} does not run: ${said}`);
    try {
      await get(origin, "/robots.txt");
      break;
    } catch {
      const over = await Promise.race([ended.then(() => true), new Promise((resolve) => setTimeout(resolve, 50))]);
      assert.ok(!over, `${name} does not run: ${said}`);
    }
  }
  return { name, origin, close: async () => { child.kill(); await ended; } };
}

export async function nginx(root) {
  const [plain, secure] = [await freePort(), await freePort()];
  let config = block("nginx").replace(/^ +listen \[::\].*\n/gm, "");
  config = put(config, "listen 80;", `listen 127.0.0.1:${plain};`);
  config = put(config, "listen 443 ssl;", `listen 127.0.0.1:${secure};`);
  config = put(config, "root /srv/www;", `root ${root}/www;`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${root}/${kind};`).join("\n");
  writeFileSync(join(root, "nginx.conf"), `load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
daemon off;\nmaster_process off;\npid ${root}/nginx.pid;\nerror_log stderr;\nevents { }\nhttp {\naccess_log off;\n${temporary}\n${config}\n}\n`);
  const server = await start("nginx", "/usr/sbin/nginx", ["-e", "stderr", "-p", root, "-c", join(root, "nginx.conf")], {}, secure);
  return { ...server, plain: `http://127.0.0.1:${plain}`, codings: ["gzip", "br"] };
}

export async function caddy(root) {
  const port = await freePort();
  let config = block("caddyfile");
  const [, address] = config.match(/^([^(\s]\S*) \{$/m);
  config = put(config, `${address} {`, `http://127.0.0.1:${port} {`);
  config = put(config, "root * /srv/www", `root * ${root}/www`);
  writeFileSync(join(root, "Caddyfile"), `{\n\tadmin off\n\tauto_https off\n}\n${config}`);
  const server = await start("Caddy", "caddy", ["run", "--config", join(root, "Caddyfile"), "--adapter", "caddyfile"], { HOME: root, XDG_DATA_HOME: root, XDG_CONFIG_HOME: root }, port);
  return { ...server, codings: ["gzip", "br", "zstd"] };
}

export const remove = (root) => rmSync(root, { recursive: true, force: true });
