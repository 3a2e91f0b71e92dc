// An author's minute with the protocol's own library, as VS Code speaks it: a topic is
// opened, a word broken, the finding seen, the action applied, the page saved, and clean.
// It runs in a site of its own.
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import test from "node:test";
import assert from "node:assert/strict";
import rpc from "vscode-languageserver-protocol/node.js";

const name = resolve("content/topics/ferry.md");
const uri = pathToFileURL(name).href;

// What the edits of an action make of a text: their places count UTF-16, as strings do.
function edited(text, edits) {
  const lines = text.split("\n");
  const offset = ({ line, character }) => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  const last = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return last.reduce((all, { range, newText }) => all.slice(0, offset(range.start)) + newText + all.slice(offset(range.end)), text);
}

test("an author's minute", { timeout: 120_000 }, async (t) => {
  const server = spawn("verbatim", ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = rpc.createProtocolConnection(new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));
  const ended = new Promise((done) => server.on("exit", done));
  t.after(() => server.kill());

  const found = new Map();
  let waiting = [];
  connection.onNotification(rpc.PublishDiagnosticsNotification.type, (sent) => {
    found.set(sent.uri, sent);
    waiting = waiting.filter(({ so, done }) => !so() || done());
  });
  const until = (so) => new Promise((done) => (so() ? done() : waiting.push({ so, done })));
  const rules = () => (found.get(uri)?.diagnostics ?? []).map(({ code }) => code);
  connection.listen();

  const root = pathToFileURL(process.cwd()).href;
  const { capabilities } = await connection.sendRequest(rpc.InitializeRequest.type, {
    processId: process.pid,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: "site" }],
    capabilities: {
      textDocument: {
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } }, dataSupport: true },
        publishDiagnostics: { dataSupport: true, relatedInformation: true, versionSupport: true },
      },
    },
  });
  for (const can of ["completionProvider", "hoverProvider", "definitionProvider", "referencesProvider", "codeActionProvider", "renameProvider", "documentSymbolProvider"])
    assert.ok(capabilities[can], `the server offers no ${can}`);
  await connection.sendNotification(rpc.InitializedNotification.type, {});

  let text = await readFile(name, "utf8");
  let version = 1;
  const change = (now) => {
    text = now;
    return connection.sendNotification(rpc.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: ++version },
      contentChanges: [{ text }],
    });
  };
  await connection.sendNotification(rpc.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: "markdown", version, text } });

  await t.test("a broken word is found", async () => {
    assert.ok(text.includes("did not agree"));
    await change(text.replace("did not agree", "did agree"));
    await until(() => rules().includes("quote-altered"));
    const [one] = found.get(uri).diagnostics;
    const line = text.split("\n")[one.range.start.line];
    assert.equal(line.slice(one.range.start.character, one.range.end.character).replace(/[“”]/g, ""), "did agree");
  });

  await t.test("an action mends it", async () => {
    const [one] = found.get(uri).diagnostics;
    const actions = await connection.sendRequest(rpc.CodeActionRequest.type, { textDocument: { uri }, range: one.range, context: { diagnostics: [one] } });
    const action = actions.find(({ edit }) => edit);
    assert.ok(action, JSON.stringify(actions));
    const edits = action.edit.changes?.[uri] ?? action.edit.documentChanges.find(({ textDocument }) => textDocument.uri === uri).edits;
    await change(edited(text, edits));
    await until(() => rules().length === 0);
    assert.ok(text.includes("did not agree"));
  });

  await t.test("what it shows and offers is the source's", async () => {
    const at = text.split("\n").findIndex((line) => line.includes("did not agree"));
    const position = { line: at, character: text.split("\n")[at].indexOf("did not agree") + 2 };
    const hover = await connection.sendRequest(rpc.HoverRequest.type, { textDocument: { uri }, position });
    assert.match(hover.contents.value, /did not agree\*\* on fishing rights/);
    const places = [await connection.sendRequest(rpc.DefinitionRequest.type, { textDocument: { uri }, position })].flat();
    assert.match(places[0].uri ?? places[0].targetUri, /courier/);
  });

  await t.test("saved, it is clean", async () => {
    await writeFile(name, text);
    await connection.sendNotification(rpc.DidSaveTextDocumentNotification.type, { textDocument: { uri } });
    await until(() => rules().length === 0);
    await connection.sendRequest(rpc.ShutdownRequest.type);
    await connection.sendNotification(rpc.ExitNotification.type);
    assert.equal(await ended, 0);
  });
});
