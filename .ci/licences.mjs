// licences.mjs SBOM VERSION, with the modules that a program links on standard
// input: lists the licence of each, and fails on one that the bill of materials
// leaves out, or whose licence is not known to be permissive.
import { readFileSync } from "node:fs";

const permissive = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Unlicense", "Zlib"]);
// Read by people where the detector is wrong, or the licence asks for more.
const read = {
  "github.com/alecthomas/chroma/v2": ["OFL-1.1-no-RFN", "MIT AND OFL-1.1"], // the latter is a font's, which software may bring along
  "github.com/gogs/chardet": ["ICU", "MIT AND ICU"], // ICU’s is that of what is derived from it; both are permissive
  "github.com/hashicorp/golang-lru/v2": ["MPL-2.0", "MPL-2.0"], // linked as it was published
  "github.com/makeworld-the-better-one/dither/v2": ["MPL-2.0", "MPL-2.0"], // linked as it was published
  "github.com/oasdiff/yaml": ["", "MIT AND BSD-3-Clause"], // two texts in one file
};
const wrong = { "BSD-Source-Code": "BSD-3-Clause" }; // what the text of golang.org/x is taken for

const [, , file, version] = process.argv;
const bill = JSON.parse(readFileSync(file, "utf8"));
const problems = [];
if (bill.bomFormat !== "CycloneDX") problems.push("it is no bill of materials");
if (bill.serialNumber || bill.metadata.timestamp) problems.push("it is another one each time");
if (bill.metadata.component.version !== version) problems.push(`it is of ${bill.metadata.component.version}, not of ${version}`);
const linked = readFileSync(0, "utf8").trim().split("\n");
const listed = new Map(bill.components.map((one) => [`${one.name} ${one.version}`, one]));
for (const module of linked) if (!listed.has(module)) problems.push(`${module} is linked, and not listed`);
for (const module of listed.keys()) if (!linked.includes(module)) problems.push(`${module} is listed, and not linked`);
const unused = new Set(Object.keys(read));
for (const [module, one] of [...listed].sort()) {
  const found = (one.licenses ?? []).map(({ license, expression }) => expression ?? license.id ?? license.name).join(" AND ");
  unused.delete(one.name);
  const known = read[one.name]?.[0] === found ? read[one.name][1] : module.startsWith("golang.org/x/") && wrong[found] || found;
  if (!permissive.has(known) && read[one.name]?.[0] !== found) problems.push(`${module}: ${found || "no licence is found"}`);
  console.log(`${module} ${known || "?"}`);
}
for (const name of unused) problems.push(`${name} is not linked any more`);
for (const problem of problems) console.error(`licences: ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
