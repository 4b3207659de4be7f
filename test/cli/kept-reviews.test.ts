import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type DiffOptions, runDiff } from '../../src/cli/commands/review/diff.ts';
import { KeptReviews } from '../../src/cli/kept/kept-reviews.ts';
import { type FleetClone, fleetClone } from './fleet-clone.ts';

const FORMATS = ['text', 'markdown', 'html', 'json'] as const;

let clone: FleetClone;
let folder: string;

beforeEach(() => {
  clone = fleetClone();
  clone.tell('05-namespace-foo-to-common');
  folder = mkdtempSync(join(tmpdir(), 'kept-'));
});
afterEach(() => {
  clone.remove();
  rmSync(folder, { recursive: true });
});

/** @returns what `diff main feature` prints, and its exit code */
async function diff(kept: KeptReviews | undefined, options: Partial<DiffOptions> = {}): Promise<string> {
  let printed = '';
  const out = (text: string) => {
    printed += text;
  };
  const io = { out, err: () => undefined, progress: () => undefined, note: () => undefined, colour: false, width: 100 };
  const code = await runDiff('main', 'feature', { repo: clone.folder, format: 'text', ...options }, io, kept);
  return `${printed}\n${code}`;
}

/** Changes what is kept; @returns how many files that were */
function rewriteKept(change: (content: string) => string): number {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  for (const path of paths) writeFileSync(path, change(readFileSync(path, 'utf8')));
  return paths.length;
}

/** The digests of effects have another key in every run. */
function withoutDigests(output: string): string {
  return output.replaceAll(/[0-9a-f]{32}/g, 'digest');
}

test('what is told again is what was told, in every format', async () => {
  const kept = new KeptReviews(folder, 'this program');
  await diff(kept);
  for (const format of FORMATS) {
    const [again, anew] = [await diff(kept, { format }), await diff(undefined, { format })];
    expect(withoutDigests(again)).toBe(withoutDigests(anew));
  }
  const [first, second] = [await diff(kept, { format: 'json' }), await diff(kept, { format: 'json' })];
  expect(second).toBe(first);
});

test('a review is kept for its two trees, and only looked for where that is asked', async () => {
  const kept = new KeptReviews(folder, 'this program');
  await diff(kept);
  clone.write('README.md', 'another\n');
  clone.commit('feature');
  const told = await diff(kept);
  expect(readdirSync(folder)).toHaveLength(2);
  await diff(new KeptReviews(folder, 'another program'));
  expect(readdirSync(folder)).toHaveLength(3);
  rewriteKept(() => '');
  expect(await diff(kept, { cache: false })).toBe(told);
  const contents = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(contents).toEqual(['', '', '']);
});

test.each<[string, (content: string) => string]>([
  ['cut off', (content) => content.slice(0, 1000)],
  ['empty', () => ''],
  ['altered', (content) => content.replace('"gained"', '"gaimed"')],
  ['no JSON', (content) => content.slice(0, 65)],
])('what is kept and %s is as if it were not there, and is made anew', async (_, damage) => {
  const kept = new KeptReviews(folder, 'this program');
  const told = await diff(kept);
  expect(rewriteKept(damage)).toBe(1);
  expect(await diff(kept)).toBe(told);
  expect(await diff(kept)).toBe(told);
});

test('the newest are kept, and none that is too large', async () => {
  const few = new KeptReviews(folder, 'this program', { reviews: 2, bytes: 1_000_000 });
  for (const text of ['one', 'two', 'three']) {
    clone.write('README.md', text);
    clone.commit('feature');
    await diff(few);
  }
  expect(readdirSync(folder)).toHaveLength(2);
  await diff(new KeptReviews(join(folder, 'none'), 'this program', { reviews: 2, bytes: 10 }));
  expect(readdirSync(folder)).toHaveLength(2);
});

test('where nothing can be written, a review is made all the same', async () => {
  writeFileSync(join(folder, 'file'), '');
  const kept = new KeptReviews(join(folder, 'file'), 'this program');
  expect(await diff(kept)).toBe(await diff(undefined));
});

test('no value of a Secret is kept', async () => {
  const value = 'correct-horse-battery';
  const secret = (text: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: canary, namespace: foo}\nstringData: {password: ${text}}\n`;
  const path = 'clusters/test/canary';
  clone.git('checkout', '-q', 'main');
  const list = readFileSync(join(clone.folder, 'clusters/test/kustomization.yaml'), 'utf8');
  clone.write('clusters/test/kustomization.yaml', `${list.trimEnd()}\n  - canary\n`);
  clone.write(`${path}/kustomization.yaml`, 'resources: [secret.yaml]\n');
  clone.write(`${path}/secret.yaml`, secret('something-else-before'));
  clone.commit('main');
  clone.write(`${path}/secret.yaml`, secret(value));
  clone.commit('feature');
  const told = await diff(new KeptReviews(folder, 'this program'));
  expect(told).toContain('canary');
  const [content = ''] = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(content).toContain('canary');
  for (const text of [value, Buffer.from(value).toString('base64'), 'something-else-before'])
    expect(content).not.toContain(text);
});
