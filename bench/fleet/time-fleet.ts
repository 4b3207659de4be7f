import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as v from 'valibot';
import { median } from '../measure.ts';
import { Engine } from './engine.ts';
import type { FleetTimesSchema } from './fleet-times.ts';
import { makeRepository } from './make-repository.ts';
import { branchOf, fleetCommits, PULL_KINDS, PULLS_A_KIND } from './pulls.ts';
import { tipOf } from './tip-of.ts';

// A process of its own for one fleet: `time-fleet REPOSITORY` prints what reviews of its pull requests take.
const [repository = ''] = process.argv.slice(2);

await warmUp();
globalThis.gc?.();
const engine = new Engine(repository);
const main = tipOf(repository, 'main');
const cold = await timed(() => engine.review(main, tipOf(repository, branchOf('one overlay', 0))));
const megabytes = process.resourceUsage().maxRSS / 1024;
const { bytesRead, blobsParsed, objectsRendered } = engine.counters;
const pulls: { kind: string; seconds: number; bytesRead: number; blobsParsed: number; objectsRendered: number }[] = [];
for (const kind of PULL_KINDS) {
  const before = engine.counters;
  const seconds: number[] = [];
  for (let index = 1; index < PULLS_A_KIND; index++) {
    const head = tipOf(repository, branchOf(kind, index));
    globalThis.gc?.();
    seconds.push(await timed(() => engine.review(main, head)));
  }
  const after = engine.counters;
  pulls.push({
    ...{ kind, seconds: median(seconds) },
    bytesRead: (after.bytesRead - before.bytesRead) / seconds.length,
    blobsParsed: (after.blobsParsed - before.blobsParsed) / seconds.length,
    objectsRendered: (after.objectsRendered - before.objectsRendered) / seconds.length,
  });
}
await engine.close();
const answer: v.InferOutput<typeof FleetTimesSchema> = {
  cold: { seconds: cold, bytesRead, blobsParsed, objectsRendered },
  ...{ pulls, megabytes },
};
process.stdout.write(JSON.stringify(answer));

/** Another fleet, so that the code is warm and no cache knows anything. */
async function warmUp(): Promise<void> {
  const size = { clusters: 4, apps: 9 };
  const folder = mkdtempSync(join(tmpdir(), 'blast-radius-bench-'));
  const path = join(folder, 'fleet.git');
  try {
    makeRepository(path, fleetCommits(size));
    for (let run = 0; run < 3; run++) {
      const other = new Engine(path);
      for (const kind of PULL_KINDS) {
        for (let index = 0; index < PULLS_A_KIND; index++)
          await other.review(tipOf(path, 'main'), tipOf(path, branchOf(kind, index)));
      }
      await other.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - began) / 1e9;
}
