import { Random } from '../scripts/fuzz/random.ts';
import { warmAndCold } from '../test/incremental/warm-and-cold.ts';
import { filesBelow } from './files-below.ts';
import { articleLike } from './fleet/article-like.ts';
import type { Files } from './fleet/fleet.ts';
import { fluxExampleLike } from './fleet/flux-example-like.ts';
import { overlayFleet } from './fleet/overlay-fleet.ts';
import type { Measure } from './measure.ts';

/** Of each fleet. */
const EDITS = 100;

/** @returns how many reviews of random edits to random fleets differ from those of an engine that remembers nothing */
export function soundness(fleets: number): readonly Measure[] {
  let edits = 0;
  let different = 0;
  for (let seed = 1; seed <= fleets; seed++) {
    for (const { warm, cold } of warmAndCold(randomFleet(seed), seed, EDITS)) {
      edits += 1;
      different += warm === cold ? 0 : 1;
    }
  }
  const group = 'reviews with caches, compared with reviews without';
  return [
    { group, name: 'random edits of random fleets', value: edits, unit: 'count' },
    { group, name: 'reviews that differ', value: different, unit: 'count', goal: { atMost: 0 } },
  ];
}

function randomFleet(seed: number): Files {
  const random = new Random(seed);
  const size = { clusters: random.int(1, 4), apps: random.int(1, 6) };
  const files = random.pick([
    () => filesBelow('test/fixtures/fleets/article/repo'),
    () => overlayFleet(size).files,
    () => articleLike(size).files,
    () => fluxExampleLike(size).files,
  ])();
  // A bundle of definitions is all that a random edit would meet.
  return new Map([...files].filter(([path]) => !path.endsWith('crds.yaml')));
}
