import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { renderCluster } from '../../src/flux/render/render-cluster.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { printInventory } from './print-inventory.ts';

const FIXTURES = 'test/fixtures/flux';

/** `<feature>/<case>/input` is a repository whose cluster lies in `cluster`; `inventory.txt` is all that it runs. */
const cases = readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name === 'input')
  .map(({ parentPath }) => [relative(FIXTURES, parentPath).replaceAll('-', ' '), parentPath] as const)
  .sort(([a], [b]) => (a < b ? -1 : 1));

test.each(cases)('%s', (_, folder) => {
  const inventory = inventoryOf(join(folder, 'input'));
  const expected = join(folder, 'inventory.txt');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, inventory);
  expect(inventory).toBe(readFileSync(expected, 'utf8'));
});

function inventoryOf(input: string): string {
  const paths = readdirSync(input, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = Object.fromEntries(
    paths.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(input.length + 1), readFileSync(path, 'utf8')];
    }),
  );
  const tree = plainFiles(memoryTree(files), { symlinks: 'absent' });
  return printInventory(renderCluster(tree, { path: clusterIn(input) }));
}

function clusterIn(input: string): string {
  return existsSync(join(input, 'cluster')) ? 'cluster' : 'deploy/cluster';
}
