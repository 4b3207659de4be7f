#!/usr/bin/env node
/**
 * Puts the program together in few files, so that a process starts at once: `npm run build`. The command line is two
 * scripts with all that they depend on, compiled ahead; the App, assistants' server and library are modules, and what they
 * depend on stays in node_modules. All files stand in one folder, as some find others by their own place. The action for
 * workflows is one file, as a runner installs nothing.
 *
 *   node scripts/build.mjs [folder [further module of src]...]
 */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { learnCode } from './build/learn-code.mjs';
import { programScripts } from './build/program.mjs';

const home = fileURLToPath(new URL('..', import.meta.url));
const [folder = 'dist', ...further] = process.argv.slice(2);
const outdir = resolve(folder, 'cli');
const common = {
  ...{ absWorkingDir: home, outdir, entryNames: '[name]' },
  ...{ bundle: true, platform: 'node', target: 'node20', packages: 'external', logLevel: 'warning', metafile: true },
};

for (const made of [outdir, join(folder, 'action')]) rmSync(made, { recursive: true, force: true });
const modules = await build({
  ...common,
  entryPoints: [
    ...[
      'library/library.ts',
      'server/render/render-worker.ts',
      'server/start/serve.ts',
      'cli/commands/mcp/serve-mcp.ts',
    ],
    ...further,
  ].map((path) => join('src', path)),
  format: 'esm',
  splitting: true,
});
const launch = await build({
  ...common,
  entryPoints: { main: 'src/cli/launch.ts' },
  format: 'esm',
});
const scripts = await programScripts({ absWorkingDir: home, outdir });
for (const [name, text] of scripts) writeFileSync(join(outdir, `${name}.cjs`), text);
const thread = await build({
  ...common,
  entryPoints: ['src/server/render/render-thread.cts'],
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  plugins: [{ name: 'worker', setup: leaveWorkerOut }],
});
await build({
  ...common,
  entryPoints: ['src/action/main.ts'],
  outdir: undefined,
  outfile: join(folder, 'action', 'index.js'),
  packages: 'bundle',
  format: 'esm',
  // Packages that are no modules ask for Node's own by it.
  banner: { js: `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);` },
});
writeFileSync(
  join(outdir, 'build-id'),
  digest([
    ...[modules, launch, thread].flatMap(({ metafile }) => Object.keys(metafile.outputs)),
    ...scripts.map(([name]) => relative(home, join(outdir, `${name}.cjs`))),
  ]),
);
learnCode(join(outdir, 'main.js'));

/** It is a module, and the thread is none. */
function leaveWorkerOut({ onResolve }) {
  onResolve({ filter: /\/render-worker\.ts$/ }, () => ({ path: './render-worker.js', external: true }));
}

/** @returns what tells this build from every other one, and what it is built on */
function digest(paths) {
  const hash = createHash('sha256').update(readFileSync(join(home, 'package-lock.json')));
  for (const path of paths.sort()) hash.update(readFileSync(join(home, path)));
  return hash.digest('hex');
}
