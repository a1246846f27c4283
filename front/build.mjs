// Bundle the front into the folder given: map.js, map.css, zoom.js and zoom.css (on request), loader.js,
// and under field/ the app of the field: its page, its service worker, and what it reads on request.
import { build } from "esbuild";

const [outdir] = process.argv.slice(2);
if (!outdir) throw new Error("usage: node build.mjs OUTPUT_FOLDER");

const common = {
  absWorkingDir: import.meta.dirname,
  outdir,
  bundle: true,
  minify: true,
  legalComments: "linked",
  loader: { ".png": "file" },
  assetNames: "[name]",
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: ["src/map.ts", "src/loader.ts"],
  format: "esm",
  target: ["es2020", "chrome80", "firefox78", "safari14.1"],
});

// MapLibre needs browsers of 2020 on; those before keep the drawing that the page has anyway.
await build({
  ...common,
  entryPoints: [
    { in: "src/zoom.ts", out: "zoom" },
    { in: "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs", out: "zoom-worker" },
  ],
  format: "esm",
  target: "es2022",
});

const field = (name) => ({ in: `src/field/${name}`, out: `field/${name.replace(/(\/index)?\.ts$/, "")}` });

// The engine of forms awaits at its top level: browsers that know no es2022 cannot read it.
await build({
  ...common,
  entryPoints: ["app.ts", "engine/index.ts", "map.ts"].map(field),
  format: "esm",
  target: "es2022",
});
await build({ ...common, entryPoints: [field("worker.ts")], format: "iife", target: "es2022" });
