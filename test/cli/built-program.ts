import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const home = fileURLToPath(new URL('../..', import.meta.url));
/** Below the packages that it imports. */
const folder = join(home, 'build', 'test-programs');

/** What tests start as child processes. */
const PROGRAMS = {
  main: 'src/cli/main.ts',
  'run-each': 'test/cli/run-each.ts',
  'build-hostile-trees': 'test/kustomize/hostile/build-hostile-trees.ts',
};

let isBuilt = false;

/**
 * Puts the sources together as they are now, once in each process that asks: a thousand modules that each child compiles and
 * loads would be most of what it does.
 *
 * @returns the absolute path of a script for Node
 */
export function builtProgram(name: keyof typeof PROGRAMS): string {
  if (!isBuilt) build();
  isBuilt = true;
  return join(folder, `${name}.js`);
}

function build(): void {
  const { outputFiles } = buildSync({
    ...{ absWorkingDir: home, entryPoints: PROGRAMS, outdir: folder, write: false },
    ...{ bundle: true, splitting: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external' },
  });
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of outputFiles) {
    // All but the programs themselves are named after what they hold.
    if (existsSync(path) && !(basename(path, '.js') in PROGRAMS)) continue;
    // Others build and start the same meanwhile.
    const whole = `${path}.${process.pid}`;
    writeFileSync(whole, contents);
    renameSync(whole, path);
  }
}
