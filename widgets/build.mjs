// Builds the widgets' bundles into voicelab/widgets/static. Each bundle is one ES module with its CSS inside.

import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const home = join(here, "..", "voicelab", "widgets", "static");
/** `--compare` builds aside and says whether the committed bundles are what the sources give. */
const compare = process.argv.includes("--compare");
const out = compare ? await mkdtemp(join(tmpdir(), "voicelab-widgets-")) : home;
const SDK = join(here, "node_modules", "@twilio", "voice-sdk");
const ENTRIES = [
  "phone",
  "scope",
  "timeline",
  "cell",
  "editor",
  "conference",
  "queues",
  "walkie_talkie",
  "click_to_call",
  "flow",
];
/** What the bundles are made from. hatch_build.py computes the same hash: change both or neither. */
const INGREDIENTS = ["build.mjs", "package.json", "package-lock.json"];

async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function sourceHash() {
  const files = [...INGREDIENTS.map((name) => join(here, name)), ...(await filesBelow(join(here, "src")))];
  const names = files.map((file) => relative(here, file).split("\\").join("/")).sort();
  const hash = createHash("sha256");
  for (const name of names) {
    hash.update(`${name}\0`);
    hash.update(await readFile(join(here, name)));
    hash.update("\0");
  }
  return hash.digest("hex");
}

/** The licences of every npm package that ends up in a bundle. */
async function notices(metafile) {
  const packages = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const match = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (match) packages.add(match[1]);
  }
  const parts = ["The bundles in this folder contain code of these packages, under these licences.\n"];
  for (const name of [...packages].sort()) {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    parts.push(`\n${"=".repeat(78)}\n${name} ${version} (${license})\n${"=".repeat(78)}\n`);
    const texts = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
    for (const file of texts) parts.push(`\n${(await readFile(join(folder, file), "utf8")).trim()}\n`);
  }
  const apache = await readFile(join(here, "licences", "Apache-2.0.txt"), "utf8"); // packages only name it
  parts.push(`\n${"=".repeat(78)}\nThe Apache License 2.0, whole\n${"=".repeat(78)}\n${apache}`);
  return parts.join("");
}

/** `import source from "script:./file.ts"`: that file bundled by itself, as text, for a worker or an AudioWorklet. */
const scripts = {
  name: "script",
  setup(build) {
    build.onResolve({ filter: /^script:/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice("script:".length)),
      namespace: "script",
    }));
    build.onLoad({ filter: /.*/, namespace: "script" }, async ({ path }) => {
      const { outputFiles } = await esbuild.build({
        absWorkingDir: here,
        entryPoints: [path],
        bundle: true,
        format: "iife",
        target: ["es2022"],
        minify: true,
        write: false,
        logLevel: "warning",
      });
      return { contents: outputFiles[0].text, loader: "text" };
    });
  },
};

await mkdir(out, { recursive: true });
const result = await esbuild.build({
  absWorkingDir: here,
  entryPoints: ENTRIES.map((name) => `src/${name}.ts`),
  outdir: out,
  bundle: true,
  format: "esm",
  target: ["es2022"],
  minify: true,
  charset: "utf8",
  legalComments: "none", // NOTICES.txt has them whole
  metafile: true,
  loader: { ".css": "text" },
  // The SDK takes `globalThis.WebSocket` when it is loaded: it gets the bundle's own.
  define: { "globalThis.WebSocket": "ScopedWebSocket" },
  inject: ["src/scoped_socket.ts"],
  plugins: [scripts],
  logLevel: "warning",
});

// JupyterLab and Notebook load this one as a script, at their start: nothing of it may be global.
await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["src/lab_plugin.ts"],
  outdir: out,
  bundle: true,
  format: "iife",
  target: ["es2022"],
  minify: true,
  logLevel: "warning",
});

// As npm has it, for pages that are no widget: its parts are in NOTICES.txt, as those of phone.js are
await writeFile(join(out, "voice-sdk.min.js"), await readFile(join(SDK, "dist", "twilio.min.js")));
await writeFile(join(out, "tokens.css"), await readFile(join(here, "src", "tokens.css")));
await writeFile(join(out, "NOTICES.txt"), await notices(result.metafile));
await writeFile(join(out, "sources.sha256"), `${await sourceHash()}\n`);
const bundles = [...ENTRIES, "lab_plugin"].map((name) => `${name}.js`);
const wanted = [...bundles, "voice-sdk.min.js", "tokens.css", "NOTICES.txt", "sources.sha256"];
for (const file of await readdir(out))
  if (!wanted.includes(file)) await rm(join(out, file), { recursive: true });

if (compare) {
  const differ = [];
  for (const name of wanted) {
    const [built, committed] = await Promise.all(
      [out, home].map((folder) => readFile(join(folder, name), "utf8").catch(() => null)),
    );
    if (built !== committed) differ.push(name);
  }
  await rm(out, { recursive: true });
  if (differ.length) {
    console.error(`not what the sources give: ${differ.join(", ")}; run npm run build and commit the result`);
    process.exit(1);
  }
  console.log("bundles: as the sources give them");
} else {
  for (const name of wanted) console.log(`${name}  ${(await readFile(join(out, name))).length} bytes`);
}
