import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SHAPE_PROMOTIONS, shapeFiles, shapePatch, typed } from '../promotion/shape-promotions.ts';
import { STAGED_VALUES } from '../promotion/staged-values.ts';
import { WRONG_PROMOTIONS } from '../promotion/wrong-promotions.ts';
import { runProgram } from './run-program.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shapes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @returns a clone with the fleet's files in its work tree */
function cloneOf(files: Readonly<Record<string, string | Uint8Array>>, ...names: readonly string[]): string {
  const clone = join(folder, ...names);
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    writeFileSync(join(clone, path), bytes);
  }
  execFileSync('git', ['init', '-q', '-b', 'main', clone]);
  return clone;
}

test.each(SHAPE_PROMOTIONS)('%s: %s, on the command line, is the expected patch', async (shape, name, request) => {
  const cwd = cloneOf(shapeFiles(shape), shape, name);
  const { code, stdout } = await runProgram(['promote', ...typed(request), '--dry-run'], { cwd });
  expect({ code, stdout }).toEqual({ code: 0, stdout: shapePatch(shape, name) });
});

test.each(WRONG_PROMOTIONS)('%s is not promoted by the command line', async (kind, files, reason) => {
  const cwd = cloneOf(files, kind.replace(/\W+/g, '-'));
  const { code, stdout, stderr } = await runProgram(['promote', 'foo', 'prod'], { cwd });
  expect(stdout + stderr).toContain(reason);
  expect(code).toBe(reason.includes('already runs in') ? 0 : 1);
  expect(
    execFileSync('git', ['status', '--porcelain', '-uall'], { cwd, encoding: 'utf8' }).split('\n').length - 1,
  ).toBe(Object.keys(files).length);
});

test('values that differ between the clusters that run it are to be decided on', async () => {
  const { code, stdout } = await runProgram(['promote', 'shop', 'prod'], { cwd: cloneOf(STAGED_VALUES, 'values') });
  expect(code).toBe(0);
  expect(stdout).toContain(
    'Decide: prod gets b.example.org (apps/prod/shop/cm.yaml:4) as data.host of ConfigMap/shop; dev has a.example.org (apps/dev/shop/cm.yaml:4), test has b.example.org (apps/test/shop/cm.yaml:4)\n',
  );
});

test.each(['shop', 'site'])('%s, promoted by the command line, is taken out again as it came', async (unit) => {
  const cwd = cloneOf(shapeFiles('own-trees'), 'own-trees', unit);
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' });
  git('add', '-A');
  git('-c', 'user.name=dana', '-c', 'user.email=dana@example.org', 'commit', '-q', '-m', 'start');
  for (const command of [['promote'], ['demote', '--clean']])
    expect(await runProgram([...command, unit, 'prod'], { cwd })).toMatchObject({ code: 0 });
  expect(git('status', '--porcelain', '-uall')).toBe('');
});
