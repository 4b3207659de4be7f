import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { realKustomize } from '../conformance/real-kustomize.ts';
import { wantedRelease } from '../conformance/wanted-release.ts';
import { hasGo, LineProgram } from '../go/line-program.ts';
import { modulesWithSchemaOnce } from '../go/schema-once.ts';
import { type Tree, textsOf } from './trees.ts';

/** The release that the oracle is. */
export const RELEASE = wantedRelease() ?? '5.8.1';

/** What the real kustomize says to a tree. An error is a text that is not empty. */
export interface Answer {
  readonly output: string;
  readonly error: string;
}

export interface Oracle {
  readonly build: (tree: Tree) => Promise<Answer>;
  readonly close: () => void;
}

const answer = v.object({ output: v.string(), error: v.string() });

/** The release whose packages the program beside this file is made of. */
const OF_PACKAGES = '5.8.1';

/**
 * The real kustomize: its packages in one program, many times as fast as a process each; where there is no Go, for another
 * release, and with `--processes`, the release itself.
 *
 * @throws Error where neither is here
 */
export function openOracle(): Oracle {
  const isOfPackages = RELEASE === OF_PACKAGES && !process.argv.includes('--processes') && hasGo();
  return isOfPackages ? packagesOracle() : commandOracle();
}

function packagesOracle(): Oracle {
  const program = new LineProgram({
    name: 'kustomize-packages',
    source: join('scripts', 'fuzz', 'kustomize'),
    toolchain: 'go1.27.3',
    variables: { GOGC: '800' },
    modules: modulesWithSchemaOnce,
  });
  return {
    build: async (tree) =>
      v.parse(answer, await program.ask({ files: Object.fromEntries(textsOf(tree)), target: tree.target })),
    close: () => program.close(),
  };
}

function commandOracle(): Oracle {
  const root = mkdtempSync(join(tmpdir(), 'fuzz-kustomize-'));
  const { command, args } = realKustomize(RELEASE);
  return {
    build: async (tree) => {
      const directory = join(root, String(tree.seed));
      for (const [path, text] of textsOf(tree)) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), text);
      }
      const options = ['--load-restrictor', 'LoadRestrictionsNone', join(directory, tree.target)];
      const run = spawnSync(command, [...args, ...options], { encoding: 'utf8', maxBuffer: 1 << 26 });
      rmSync(directory, { recursive: true, force: true });
      return run.status === 0
        ? { output: unversioned(run.stdout), error: '' }
        : { output: '', error: run.stderr || 'failed' };
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** As a library, and so in Flux, kustomize does not know its version; the program does since v5.7.0. */
function unversioned(output: string): string {
  return output.replaceAll(`managed-by: kustomize-v${RELEASE}`, 'managed-by: kustomize-(devel)');
}
