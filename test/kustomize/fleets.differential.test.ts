import { execFileSync, type StdioOptions } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { openFolder } from '../../src/disk/open-folder.ts';
import { type BuildResult, buildRoot, unknownIn } from '../../src/kustomize/build/build-root.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { articleRepo } from '../fixtures/fleets/load-fleet.ts';
import { COMPARED, REAL } from './compared-release.ts';

const shared = fileURLToPath(new URL('../../../shared/fleets', import.meta.url));
const bundles = existsSync(shared) ? readdirSync(shared).filter((name) => name.endsWith('.bundle')) : [];
const scratch = mkdtempSync(join(tmpdir(), 'fleets-'));

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

test.each([
  ['the article’s fleet', articleRepo, 20],
  ['what deploys the App', fileURLToPath(new URL('../../deploy', import.meta.url)), 5],
])('every root of %s equals the real kustomize, byte for byte', (_, folder, least) => {
  const roots = rootsBelow(folder);
  expect(roots.length).toBeGreaterThan(least);
  for (const root of roots) expect({ root, printed: ours(root) }).toEqual({ root, printed: theirs(root) });
});

test.each(bundles)(
  'every root of every revision of %s equals the real kustomize, or says what it cannot do',
  (bundle) => {
    const clone = join(scratch, bundle);
    git(scratch, 'clone', '-q', join(shared, bundle), clone);
    const tags = git(clone, 'tag')
      .split('\n')
      .filter((tag) => /^\d+-(before|after)$/.test(tag));
    expect(tags.length).toBeGreaterThan(0);
    for (const tag of tags.filter((_, index) => index === 0 || index === tags.length - 1)) {
      git(clone, 'checkout', '-q', tag);
      for (const root of rootsBelow(clone))
        expect({ tag, ...compare(root) }).toEqual({ tag, ...compare(root), agrees: true });
    }
  },
);

/** They agree where both print the same, or both fail; a named construct that we do not carry out is no silent difference. */
function compare(root: string) {
  const printed = theirs(root);
  const result = build(root);
  const [problem] = unknownIn(result);
  const isNamed =
    problem !== undefined && ['remote-base', 'helm-chart', 'function', 'unsupported-field'].includes(problem.code);
  const mine = problem === undefined ? print(result) : undefined;
  return { root: relative(scratch, root), agrees: isNamed || mine === printed, problem: problem?.message };
}

function ours(root: string): string | undefined {
  const result = build(root);
  return unknownIn(result).length === 0 ? print(result) : undefined;
}

function build(root: string): BuildResult {
  const { tree, path } = openFolder(root);
  return buildRoot(plainFiles(tree, { symlinks: 'follow' }), path, { behaviours: COMPARED });
}

function print(result: BuildResult): string {
  return printYamlDocuments(result.resources.map(({ node }) => node));
}

/** Remote bases fail at once, wherever the tests run: what they hold is nothing to compare with. */
const offline = {
  ...process.env,
  GIT_ALLOW_PROTOCOL: 'none',
  HTTPS_PROXY: 'http://127.0.0.1:1',
  HTTP_PROXY: 'http://127.0.0.1:1',
};

function theirs(root: string): string | undefined {
  try {
    const args = [...REAL.args, '--load-restrictor', 'LoadRestrictionsNone', root];
    const stdio: StdioOptions = ['ignore', 'pipe', 'ignore'];
    return execFileSync(REAL.command, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio, env: offline });
  } catch {
    return undefined;
  }
}

function rootsBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== '.git');
  const isRoot = entries.some(({ name }) => /^(kustomization\.ya?ml|Kustomization)$/.test(name));
  const below = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => rootsBelow(join(folder, name)));
  return isRoot ? [folder, ...below] : below;
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
