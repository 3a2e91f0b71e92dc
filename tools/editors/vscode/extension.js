// The language server for VS Code. `verbatim` must be on the PATH, and full texts that
// may not be published in the folder that $VERBATIM_TEXTS names.
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async () => {
  const files = ["markdown", "plaintext", "toml", "json"].map((language) => ({ scheme: "file", language }));
  client = new LanguageClient("verbatim", { command: "verbatim", args: ["lsp"] }, { documentSelector: files });
  await client.start();
};

exports.deactivate = () => client?.stop();
