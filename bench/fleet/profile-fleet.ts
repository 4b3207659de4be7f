import '../../src/cli/launch/optimize-later.ts';
import type * as v from 'valibot';
import { Engine } from './engine.ts';
import type { FleetPhasesSchema } from './fleet-times.ts';
import { profiled } from './profiled.ts';
import { tipOf, tipsOf } from './tip-of.ts';
import { warmUp } from './warm-up.ts';

// A process of its own for one fleet: `profile-fleet REPOSITORY KIND` prints where reviews of its pull requests spend time.
const [repository = '', kind = ''] = process.argv.slice(2);

await warmUp();
globalThis.gc?.();
const engine = new Engine(repository);
const main = tipOf(repository, 'main');
const [first = '', ...others] = tipsOf(repository, kind);
const cold = await profiled(1, () => engine.review(main, first));
const incremental = await profiled(others.length, async () => {
  for (const head of others) await engine.review(main, head);
});
const answer: v.InferOutput<typeof FleetPhasesSchema> = { cold, incremental };
process.stdout.write(JSON.stringify(answer));
await engine.close();
