import { Random } from '../../scripts/fuzz/random.ts';
import { Memory } from '../../src/memo/memory.ts';
import { review } from '../../src/review.ts';
import type { RepoTree } from '../../src/tree/objects/repo-tree.ts';
import { AS_GIVEN } from '../review/review-of.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { editAtRandom, type Texts } from './random-edits.ts';

/** One pull request of a random history, reviewed with all that was kept, and with nothing. */
export interface WarmAndCold {
  readonly warm: string;
  readonly cold: string;
  readonly files: Texts;
}

/** So many trees of the past can still be compared with. */
const KNOWN = 4;

/**
 * Reviews a history of random edits to a fleet, each by an engine that remembers all the ones before and by a new one.
 * Some edits are merged, some are given up: then the next starts from where they did.
 */
export function* warmAndCold(fleet: Texts, seed: number, edits: number): Generator<WarmAndCold> {
  const random = new Random(seed);
  const memory = new Memory();
  let known: readonly RepoTree[] = [];
  let merged = fleet;
  for (let edit = 0; edit < edits; edit++) {
    const files = editAtRandom(merged, random);
    const [before, after] = [merged, files].map((each) => memoryTree(Object.fromEntries(each)));
    if (before === undefined || after === undefined) return;
    const request = { ...AS_GIVEN, before, after };
    const warm = review({ ...request, workspace: { memory, known } });
    const cold = review(request);
    yield { warm: JSON.stringify(warm), cold: JSON.stringify(cold), files };
    known = [before, after, ...known].slice(0, KNOWN);
    if (random.chance(0.6)) merged = files;
    // A history that breaks more and more of its fleet would test less and less.
    if (random.chance(0.05)) merged = fleet;
  }
}
