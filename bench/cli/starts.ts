import { join } from 'node:path';
import { filesBelow } from '../files-below.ts';
import { makeRepository } from '../fleet/make-repository.ts';
import { type Measure, median } from '../measure.ts';
import { timedProcess } from '../timed-process.ts';
import { withFiles } from '../write-files.ts';

const FLEET = 'test/fixtures/fleets/article/repo';
const EDIT = 'test/fixtures/fleets/article/stories/05-namespace-foo-to-common/after';
const RUNS = 9;

/** What each may take, by Node's own start. */
interface StartGoals {
  readonly help: number;
  readonly cold: number;
  readonly warm: number;
}

/** @returns how long the command line takes to say something, to review a small fleet, and to tell a review again */
export async function starts(goals: StartGoals): Promise<readonly Measure[]> {
  return withFiles(new Map(), (folder) => {
    const path = join(folder, 'article.git');
    makeRepository(path, [
      { branch: 'main', files: filesBelow(FLEET) },
      { branch: 'edit', from: 'main', files: filesBelow(EDIT) },
    ]);
    const environment = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
    const run = (...args: string[]) =>
      timedProcess(process.execPath, ['dist/cli/main.js', ...args], [0, 1], environment);
    const diff = ['diff', 'main', 'edit', '--repo', path];
    const told = run(...diff).output;
    const runs = Array.from({ length: RUNS }, () => ({
      node: timedProcess(process.execPath, ['-e', '0']),
      help: run('--help'),
      cold: run(...diff, '--no-cache'),
      warm: run(...diff),
    }));
    if (runs.some(({ cold, warm }) => cold.output !== told || warm.output !== told))
      throw new Error('a review that is made or told again differs');
    const group = 'command line, the article’s fleet';
    const node = median(runs.map((each) => each.node.seconds));
    const measures = (name: string, kind: keyof StartGoals): readonly Measure[] => {
      const value = median(runs.map((each) => each[kind].seconds));
      const ratio: Measure = { group, name: `${name}: of node -e 0`, value: value / node, unit: 'times' };
      return [
        { group, name, value, unit: 'seconds' },
        { ...ratio, goal: { atMost: goals[kind] } },
      ];
    };
    return [
      { group, name: 'node -e 0', value: node, unit: 'seconds' },
      ...measures('--help', 'help'),
      ...measures('diff, with nothing on the disk', 'cold'),
      ...measures('diff, with the review on the disk', 'warm'),
    ];
  });
}
