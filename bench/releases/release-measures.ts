import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuOf } from '../charts/cpu-of.ts';
import { Engine } from '../fleet/engine.ts';
import { makeRepository } from '../fleet/make-repository.ts';
import { tipOf } from '../fleet/tip-of.ts';
import { type Measure, median } from '../measure.ts';
import { withFiles } from '../write-files.ts';
import { flate } from './flate.ts';
import { type ReleaseFleet, releaseFleet } from './release-fleet.ts';

const GROUP = 'a fleet of releases, against flate 0.6.5: CPU';
const RELEASES = 100;
/** Pull requests that a running engine reviews, of which it has not seen any. */
const PULLS = 16;
/** Of them so many count, behind those that warm it up. */
const COUNTED = 8;

/**
 * Reviews a fleet of releases here and by flate, whose charts are in the repository, so that both render them. CPU counts,
 * not time, as flate uses several cores.
 *
 * @returns the measures; none where there is no flate to compare with
 */
export async function releaseMeasures(): Promise<readonly Measure[]> {
  const program = flate();
  if (program === undefined) return [];
  const fleet = releaseFleet(RELEASES);
  const theirs = await theirCpu(program, fleet);
  const ours = await ourCpu(fleet);
  const figure = (name: string, value: number): Measure => ({ group: GROUP, name, value, unit: 'seconds' });
  const ratio = (name: string, value: number, atLeast: number): Measure => ({
    ...{ group: GROUP, name, value, unit: 'times', goal: { atLeast } },
  });
  return [
    figure('every release, cold, a process of flate', theirs.every),
    figure('every release, cold, a process of ours', ours.every),
    ratio('every release, cold: less', theirs.every / ours.every, 5),
    figure('one release, cold, a process of flate', theirs.one),
    figure('one release, cold, a process of ours', ours.one),
    ratio('one release, cold: less', theirs.one / ours.one, 5),
    figure('one release, again, a process of flate over its cache', theirs.again),
    figure('one release, again, ours in an engine that runs', ours.again),
    ratio('one release, again: less', theirs.again / ours.again, 20),
  ];
}

/** What pull requests of a fleet cost: another value of every release; of one; and of one more. */
interface Cpu {
  readonly every: number;
  readonly one: number;
  /** By what remembers the fleet, and has not seen that release otherwise. */
  readonly again: number;
}

function theirCpu(program: string, { files, oneRelease, everyRelease }: ReleaseFleet): Promise<Cpu> {
  return withFiles(files, (before) =>
    withFiles(new Map(), (folder) => {
      const diff = (name: string, edit: ReadonlyMap<string, string>, cache: string): readonly string[] => {
        const after = join(folder, name);
        cpSync(before, after, { recursive: true });
        for (const [path, text] of edit) writeFileSync(join(after, path), text);
        const caches = `XDG_CACHE_HOME=${join(folder, cache)}`;
        return ['env', caches, program, 'diff', 'all', '--path', after, '--path-orig', before];
      };
      const every = cpuOf([diff('every', everyRelease, 'cache-every')]);
      const one = cpuOf([diff('one', oneRelease(0), 'cache')]);
      return { every, one, again: cpuOf([diff('again', oneRelease(1), 'cache')]) };
    }),
  );
}

function ourCpu({ files, oneRelease, everyRelease }: ReleaseFleet): Promise<Cpu> {
  return withFiles(new Map(), async (folder) => {
    const repository = join(folder, 'fleet.git');
    const pulls = Array.from({ length: PULLS }, (_, number) => {
      return { branch: `one-release-${number}`, from: 'main', files: oneRelease(number) };
    });
    const every = { branch: 'every-release', from: 'main', files: everyRelease };
    makeRepository(repository, [{ branch: 'main', files }, every, ...pulls]);
    const diff = (branch: string): number => {
      const options = ['--repo', repository, '--format', 'json', '--no-cache'];
      return cpuOf([[process.execPath, 'dist/cli/main.js', 'diff', 'main', branch, ...options]]);
    };
    const again = await engineCpu(repository);
    return { every: diff('every-release'), one: diff('one-release-0'), again };
  });
}

/** @returns the median CPU of a review of a pull request that the engine has not seen */
async function engineCpu(repository: string): Promise<number> {
  const engine = new Engine(repository);
  const [main, ...heads] = ['main', ...Array.from({ length: PULLS }, (_, number) => `one-release-${number}`)].map(
    (branch) => tipOf(repository, branch),
  );
  const seconds: number[] = [];
  for (const head of heads) {
    const before = process.cpuUsage();
    await engine.review(main ?? '', head);
    const { user, system } = process.cpuUsage(before);
    seconds.push((user + system) / 1e6);
  }
  await engine.close();
  return median(seconds.slice(-COUNTED));
}
