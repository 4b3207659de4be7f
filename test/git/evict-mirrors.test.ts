import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { evictMirrors } from '../../src/git/mirror/evict-mirrors.ts';

const folder = mkdtempSync(join(tmpdir(), 'blast-radius-evict-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A mirror of this many bytes, last used at this second. */
function mirror(name: string, bytes: number, usedAt: number): string {
  const path = join(folder, name);
  mkdirSync(join(path, 'objects', 'pack'), { recursive: true });
  writeFileSync(join(path, 'objects', 'pack', 'pack-1.pack'), Buffer.alloc(bytes));
  utimesSync(path, usedAt, usedAt);
  return path;
}

test('the longest unused go until the rest fits, and what is in use stays', async () => {
  const [inUse, oldest, older, newest] = [
    mirror('1.git', 1000, 1),
    mirror('2.git', 1000, 2),
    mirror('3.git', 1000, 3),
    mirror('4.git', 1000, 4),
  ];
  expect(await evictMirrors(folder, 2500, new Set([inUse]))).toEqual([oldest, older]);
  expect([inUse, oldest, older, newest].map(existsSync)).toEqual([true, false, false, true]);
  expect(await evictMirrors(folder, 2500, new Set())).toEqual([]);
});

test('a folder that is not there holds nothing', async () => {
  expect(await evictMirrors(join(folder, 'nowhere'), 0, new Set())).toEqual([]);
});
