// Bundles the extension into out/extension.js and, for the time after activation, out/client.js with the client
// library; with --tests the unit tests into out/test/, so that any Node runs them.
import { readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const common = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning" };

/** Leaves the client library, nine tenths of the code, in a file of its own: activation does not read it. */
const clientApart = {
  name: "client-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/client\.ts$/ }, () => ({ path: "./client.js", external: true }));
  },
};

if (process.argv.includes("--tests")) {
  const entryPoints = readdirSync("test/unit").map((name) => `test/unit/${name}`);
  await build({ ...common, entryPoints, outdir: "out/test" });
} else {
  const { metafile } = await build({
    ...common,
    metafile: true,
    entryPoints: ["src/extension.ts", "src/client.ts"],
    outdir: "out",
    external: ["vscode"],
    plugins: [clientApart],
    minify: true,
    legalComments: "none", // THIRD_PARTY_NOTICES.txt holds them
  });
  writeFileSync("out/meta.json", JSON.stringify(metafile));
}
