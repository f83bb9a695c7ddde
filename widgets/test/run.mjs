// Builds the unit tests (they import TypeScript) into a temporary folder and runs them with node:test.

import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = await mkdtemp(join(tmpdir(), "voicelab-widget-tests-"));
/** What browsers run in a worker or a worklet is not run here. */
const scripts = {
  name: "scripts",
  setup(build) {
    build.onResolve({ filter: /^script:/ }, ({ path }) => ({ path, namespace: "script" }));
    build.onLoad({ filter: /.*/, namespace: "script" }, () => ({ contents: 'export default "";' }));
  },
};
const tests = (await readdir(here)).filter((name) => name.endsWith(".test.ts"));
try {
  await esbuild.build({
    entryPoints: tests.map((name) => join(here, name)),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    sourcemap: "inline",
    logLevel: "warning",
    plugins: [scripts],
  });
  const files = tests.map((name) => join(out, name.replace(/\.ts$/, ".mjs")));
  const done = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], {
    stdio: "inherit",
  });
  process.exitCode = done.status ?? 1;
} finally {
  await rm(out, { recursive: true });
}
