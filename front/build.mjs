// Bundle the front into the folder given: map.js and map.css (on request), loader.js (every page).
import { build } from "esbuild";

const [outdir] = process.argv.slice(2);
if (!outdir) throw new Error("usage: node build.mjs OUTPUT_FOLDER");

await build({
  entryPoints: ["src/map.ts", "src/loader.ts"],
  absWorkingDir: import.meta.dirname,
  outdir,
  bundle: true,
  format: "esm",
  target: ["es2020", "chrome80", "firefox78", "safari14.1"],
  minify: true,
  legalComments: "linked",
  loader: { ".png": "file" },
  assetNames: "[name]",
  logLevel: "warning",
});
