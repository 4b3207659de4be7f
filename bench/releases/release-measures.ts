import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuOf } from '../charts/cpu-of.ts';
import { makeRepository } from '../fleet/make-repository.ts';
import type { Measure } from '../measure.ts';
import { withFiles } from '../write-files.ts';
import { engineTimes } from './engine-times.ts';
import { flate } from './flate.ts';
import { peakOf } from './peak-of.ts';
import { type ReleaseFleet, releaseFleet } from './release-fleet.ts';

const GROUP = 'a fleet of releases, against flate 0.6.5: CPU and memory';
const RELEASES = 100;
/** Pull requests that a running engine reviews, of which it has not seen any. */
const PULLS = 16;
/** Of them so many count, behind those that warm it up. */
const COUNTED = 8;

/**
 * Reviews a fleet of releases here and by flate, whose charts are in the repository, so that both render them. CPU counts,
 * not time, as flate uses several cores; of memory, the most that a process holds at once.
 *
 * @returns the measures; none where there is no flate to compare with
 */
export async function releaseMeasures(): Promise<readonly Measure[]> {
  const program = flate();
  if (program === undefined) return [];
  const fleet = releaseFleet(RELEASES);
  const theirs = await theirCosts(program, fleet);
  const ours = await ourCosts(fleet);
  return [
    ...compared('every release, cold', 'a process of ours', theirs.every, ours.every, 5),
    ...compared('one release, cold', 'a process of ours', theirs.one, ours.one, 5),
    ...compared('one release, again', 'ours in an engine that runs', theirs.again, ours.again, 20),
  ];
}

/** What one pull request takes. */
interface Cost {
  readonly seconds: number;
  /** Absent where the kernel does not tell. */
  readonly megabytes?: number | undefined;
}

function compared(what: string, our: string, theirs: Cost, ours: Cost, atLeast: number): readonly Measure[] {
  const their = what.endsWith('again') ? 'a process of flate over its cache' : 'a process of flate';
  const figure = (name: string, value: number, unit: Measure['unit']): Measure => ({ group: GROUP, name, value, unit });
  const cpu: readonly Measure[] = [
    figure(`${what}, ${their}`, theirs.seconds, 'seconds'),
    figure(`${what}, ${our}`, ours.seconds, 'seconds'),
    { ...figure(`${what}: less`, theirs.seconds / ours.seconds, 'times'), goal: { atLeast } },
  ];
  if (theirs.megabytes === undefined || ours.megabytes === undefined) return cpu;
  const share = ours.megabytes / theirs.megabytes;
  return [
    ...cpu,
    figure(`${what}, ${their}: memory`, theirs.megabytes, 'MB'),
    figure(`${what}, ${our}: memory`, ours.megabytes, 'MB'),
    { ...figure(`${what}: of its memory`, share, 'times'), goal: { atMost: 1 } },
  ];
}

/** What pull requests of a fleet cost: another value of every release; of one; and of one more. */
interface Costs {
  readonly every: Cost;
  readonly one: Cost;
  /** By what remembers the fleet, and has not seen that release otherwise. */
  readonly again: Cost;
}

function theirCosts(program: string, { files, oneRelease, everyRelease }: ReleaseFleet): Promise<Costs> {
  return withFiles(files, (before) =>
    withFiles(new Map(), async (folder) => {
      const diff = (name: string, edit: ReadonlyMap<string, string>, cache: string): readonly string[] => {
        const after = join(folder, name);
        cpSync(before, after, { recursive: true });
        for (const [path, text] of edit) writeFileSync(join(after, path), text);
        const caches = `XDG_CACHE_HOME=${join(folder, cache)}`;
        return ['env', caches, program, 'diff', 'all', '--path', after, '--path-orig', before];
      };
      return {
        every: await costOf((run) => diff(`every-${run}`, everyRelease, `cache-every-${run}`)),
        one: await costOf((run) => diff(`one-${run}`, oneRelease(0), `cache-${run}`)),
        again: await costOf((run) => diff(`again-${run}`, oneRelease(1), `cache-${run}`)),
      };
    }),
  );
}

function ourCosts({ files, oneRelease, everyRelease }: ReleaseFleet): Promise<Costs> {
  return withFiles(new Map(), async (folder) => {
    const repository = join(folder, 'fleet.git');
    const pulls = Array.from({ length: PULLS }, (_, number) => {
      return { branch: `one-release-${number}`, from: 'main', files: oneRelease(number) };
    });
    const every = { branch: 'every-release', from: 'main', files: everyRelease };
    makeRepository(repository, [{ branch: 'main', files }, every, ...pulls]);
    const diff = (branch: string): readonly string[] => {
      const options = ['--repo', repository, '--format', 'json', '--no-cache'];
      return [process.execPath, 'dist/cli/main.js', 'diff', 'main', branch, ...options];
    };
    const again = engineTimes(
      repository,
      pulls.map(({ branch }) => branch),
      COUNTED,
    );
    return {
      every: await costOf(() => diff('every-release')),
      one: await costOf(() => diff('one-release-0')),
      again,
    };
  });
}

/** Whoever looks at a process while it runs takes CPU of its own: it runs once for each. */
async function costOf(command: (run: 'timed' | 'watched') => readonly string[]): Promise<Cost> {
  return { seconds: cpuOf([command('timed')]), megabytes: await peakOf(command('watched')) };
}
