import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import * as v from 'valibot';
import { realKustomize } from '../conformance/real-kustomize.ts';
import { wantedRelease } from '../conformance/wanted-release.ts';
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

/**
 * The real kustomize: a program that answers JSON lines where `ORACLE` names one (a few lines of Go around kustomize's
 * api are forty times as fast as a process each), else the release itself.
 */
export function openOracle(): Oracle {
  const program = process.env.ORACLE;
  return program === undefined || program === '' ? commandOracle() : lineOracle(program);
}

function lineOracle(program: string): Oracle {
  const child: ChildProcessWithoutNullStreams = spawn(program, { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines: Interface = createInterface({ input: child.stdout });
  child.stderr.resume();
  let waiting: ((line: string) => void)[] = [];
  const listen = () => {
    lines.on('line', (line) => waiting.shift()?.(line));
  };
  listen();
  return {
    build: (tree) =>
      new Promise((resolve) => {
        waiting.push((line) => resolve(v.parse(answer, JSON.parse(line))));
        child.stdin.write(`${JSON.stringify({ files: Object.fromEntries(textsOf(tree)), target: tree.target })}\n`);
      }),
    close: () => {
      waiting = [];
      lines.close();
      child.kill();
    },
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
