import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { renderFleet } from '../../src/fleet/render/render-fleet.ts';
import { Memory } from '../../src/memo/memory.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { drive } from '../../src/tree/objects/drive.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { otherNames, renameFleet } from '../fixtures/fleets/rename-fleet.ts';
import { reviewOf } from '../review/review-of.ts';
import { isThorough } from '../thorough.ts';
import { type MemoryTree, memoryTree } from '../tree/memory-tree.ts';
import { printInventory } from './print-inventory.ts';

type Files = Readonly<Record<string, string>>;

const article = textsOf(loadFleet(articleRepo));
const renamed = textsOf(renameFleet(loadFleet(articleRepo), otherNames));
const [story] = loadStories(articleStories);
const changed: Files = { ...article, ...textsOf(new Map(story?.changes ?? [])) };

test('whatever the order of the files, they give one review, byte for byte', () => {
  const expected = reviewText(article, changed);
  const random = generator(1);
  for (let round = 0; round < (isThorough ? 100 : 25); round++) {
    expect(reviewText(shuffled(article, random), shuffled(changed, random))).toBe(expected);
  }
});

test('two fleets rendered by turns, with one memory of what was parsed, come out as each by itself', async () => {
  const alone = [await rendered(article), await rendered(renamed)];
  const memory = new Memory();
  expect(await Promise.all([rendered(article, memory), rendered(renamed, memory)])).toEqual(alone);
  expect(await Promise.all([rendered(renamed, memory), rendered(article, memory)])).toEqual([...alone].reverse());
});

/** Every object comes one turn later than it is asked for, so that two renders take turns. */
async function rendered(files: Files, memory = new Memory()): Promise<readonly string[]> {
  const tree: MemoryTree = memoryTree(files, { lazy: true });
  const side = () => plainFiles(tree, { symlinks: 'absent' }, memory);
  const sides = { before: side(), after: side() };
  const fetch = async (ids: Iterable<string>) => {
    await Promise.resolve();
    tree.bring(ids);
  };
  const fleet = await drive(fetch, () => renderFleet(sides, defaultConfig));
  return fleet.map(({ cluster, after }) => `${cluster.name}\n${after === undefined ? '' : printInventory(after)}`);
}

/** All but the ids of the two trees, which the order of a directory is part of. */
function reviewText(before: Files, after: Files): string {
  return JSON.stringify({ ...reviewOf(before, after), before: '', after: '' });
}

function shuffled(files: Files, random: () => number): Files {
  const entries = Object.entries(files).map((entry) => [random(), entry] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => a - b).map(([, entry]) => entry));
}

/** The same numbers in every run: a failure can be looked at. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

function textsOf(files: ReadonlyMap<string, Buffer | null>): Files {
  return Object.fromEntries([...files].map(([path, content]) => [path, String(content)]));
}
