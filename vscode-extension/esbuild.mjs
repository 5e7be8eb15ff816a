// Bundles the extension into out/extension.js; with --tests the unit tests into out/test/, so that any Node runs them.
import { readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const common = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning" };

if (process.argv.includes("--tests")) {
  const entryPoints = readdirSync("test/unit").map((name) => `test/unit/${name}`);
  await build({ ...common, entryPoints, outdir: "out/test" });
} else {
  const { metafile } = await build({
    ...common,
    metafile: true,
    entryPoints: ["src/extension.ts"],
    outfile: "out/extension.js",
    external: ["vscode"],
    minify: true,
    legalComments: "none", // THIRD_PARTY_NOTICES.txt holds them
  });
  writeFileSync("out/meta.json", JSON.stringify(metafile));
}
