import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Room } from '../../src/sources/store/room.ts';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';

afterAll(removeTempFolders);

const HOUR = 3_600_000;

function folderOf(artifacts: Readonly<Record<string, { readonly bytes?: number; readonly hours: number }>>): string {
  const folder = tempFolder();
  for (const [name, { bytes, hours }] of Object.entries(artifacts)) {
    mkdirSync(join(folder, name));
    if (bytes !== undefined) {
      writeFileSync(join(folder, name, 'artifact.json'), JSON.stringify({ id: 'a'.repeat(40), bytes, digest: '' }));
    }
    const used = new Date(Date.now() - hours * HOUR);
    utimesSync(join(folder, name), used, used);
  }
  return folder;
}

test.each([
  [100, ['half', 'new', 'old', 'older']],
  [70, ['half', 'new', 'old']],
  [50, ['half', 'new']],
  [0, ['half', 'new']],
])('within %i bytes the longest unused go first, and what was used in the last hour stays', async (most, left) => {
  const folder = folderOf({
    older: { bytes: 40, hours: 4 },
    old: { bytes: 30, hours: 2 },
    new: { bytes: 30, hours: 0.5 },
    half: { hours: 0 },
    left: { hours: 3 },
  });
  await new Room(folder, most).make();
  expect(readdirSync(folder).sort()).toEqual(left);
});
