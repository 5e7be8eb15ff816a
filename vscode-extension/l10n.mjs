// Writes l10n/bundle.l10n.json, the texts that src/ says, for translators; with --check compares it and the
// translations instead: each text there, none left over, the same placeholders.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";

const BASE = "l10n/bundle.l10n.json";

/** The first arguments of all calls of vscode.l10n.t in a file. */
function textsOf(file) {
  const texts = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText() === "vscode.l10n.t") {
      const [text] = node.arguments;
      if (text === undefined || !ts.isStringLiteralLike(text)) {
        throw new Error(`${file}: ${node.getText()}: a text to translate is written out`);
      }
      texts.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true));
  return texts;
}

const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const texts = [...new Set(readdirSync("src").flatMap((name) => textsOf(`src/${name}`)))].sort();
const bundle = Object.fromEntries(texts.map((text) => [text, text]));

if (!process.argv.includes("--check")) {
  writeFileSync(BASE, `${JSON.stringify(bundle, null, 2)}\n`);
} else {
  const faults = [];
  const placeholders = (text) => (text.match(/\{\d\}|\[[^\]]*\]\([^)]*\)|`+[^`]*`+/g) ?? []).map((one) => one.replace(/^\[[^\]]*\]/, "")).sort().join(" ");
  const compare = (file, base) => {
    const translated = read(file);
    for (const [key, text] of Object.entries(base)) {
      if (!(key in translated)) {
        faults.push(`${file}: "${key}" is missing`);
      } else if (placeholders(translated[key]) !== placeholders(text)) {
        faults.push(`${file}: "${key}": other placeholders, links or code than in English`);
      }
    }
    faults.push(...Object.keys(translated).filter((key) => !(key in base)).map((key) => `${file}: "${key}" is not said any more`));
  };
  compare(BASE, bundle);
  for (const name of readdirSync("l10n").filter((one) => /^bundle\.l10n\..+\.json$/.test(one))) {
    compare(`l10n/${name}`, bundle);
  }
  for (const name of readdirSync(".").filter((one) => /^package\.nls\..+\.json$/.test(one))) {
    compare(name, read("package.nls.json"));
  }
  if (faults.length > 0) {
    console.error([...faults, "The English texts are collected by: npm run l10n"].join("\n"));
    process.exit(1);
  }
}
