import { articleLike } from './article-like.ts';
import { Engine } from './engine.ts';
import type { Fleet } from './fleet.ts';
import { fluxExampleLike } from './flux-example-like.ts';
import { overlayFleet } from './overlay-fleet.ts';
import { tipOf, tipsOf } from './tip-of.ts';
import { withRepository } from './with-repository.ts';

const ROUNDS = 2;

const SIZE = { clusters: 4, apps: 9 };

/** Reviews other fleets, one of each shape, so that the code is warm and no cache knows anything. */
export async function warmUp(): Promise<void> {
  for (const fleet of [overlayFleet(SIZE), articleLike(SIZE), fluxExampleLike(SIZE)]) {
    await withRepository(fleet, async (path) => {
      for (let round = 0; round < ROUNDS; round++) await reviewAll(path, fleet);
    });
  }
}

async function reviewAll(path: string, { kinds }: Fleet): Promise<void> {
  const engine = new Engine(path);
  const main = tipOf(path, 'main');
  for (const { name } of kinds) for (const head of tipsOf(path, name)) await engine.review(main, head);
  await engine.close();
}
