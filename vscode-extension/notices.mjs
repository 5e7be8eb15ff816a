// Writes THIRD_PARTY_NOTICES.txt: the licence of every package that the .vsix carries, from the packages themselves.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const RULE = "=".repeat(80);

/** The packages that really ended up in out/extension.js, as the bundler says. */
function npmPackages() {
  const { inputs } = JSON.parse(readFileSync("out/meta.json", "utf8"));
  const folders = Object.keys(inputs).map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(folders)].filter(Boolean).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    return { name, version, license, text: licenceFiles(folder) };
  });
}

function pythonPackages() {
  const libs = "bundled/libs";
  const folders = readdirSync(libs).filter((name) => name.endsWith(".dist-info") && !name.startsWith("replycodes-"));
  return folders.map((folder) => {
    const metadata = readFileSync(path.join(libs, folder, "METADATA"), "utf8");
    const field = (name) => new RegExp(`^${name}: (.+)$`, "m").exec(metadata)?.[1];
    const license = field("License-Expression") ?? field("License") ?? field("Classifier: License :: OSI Approved :");
    const licences = path.join(libs, folder, "licenses");
    return { name: field("Name"), version: field("Version"), license, text: licenceFiles(licences) };
  });
}

function licenceFiles(folder) {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const texts = files.filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  return texts.sort().map((name) => readFileSync(path.join(folder, name), "utf8").trim()).join("\n\n");
}

const packages = [...npmPackages(), ...pythonPackages()].sort((a, b) => a.name.localeCompare(b.name, "en"));
const unclear = packages.filter(({ license, text }) => !license && !text);
if (unclear.length > 0) {
  throw new Error(`no licence found for ${unclear.map(({ name }) => name).join(", ")}`);
}
const chapters = packages.map(({ name, version, license, text }) =>
  [RULE, `${name} ${version}`, `Licence: ${license ?? "see below"}`, "", text, ""].join("\n"),
);
const head = "Reply Codes carries these packages of others, unchanged, less what is not needed to run.\n";
writeFileSync("THIRD_PARTY_NOTICES.txt", [head, ...chapters].join("\n"));
