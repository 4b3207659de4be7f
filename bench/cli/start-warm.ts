import { join } from 'node:path';
import { filesBelow } from '../files-below.ts';
import { makeRepository } from '../fleet/make-repository.ts';
import { type Measure, median } from '../measure.ts';
import { timedProcess } from '../timed-process.ts';
import { withFiles } from '../write-files.ts';

const FLEET = 'test/fixtures/fleets/article/repo';
const EDIT = 'test/fixtures/fleets/article/stories/05-namespace-foo-to-common/after';
const RUNS = 9;

/**
 * @param atMost what it may take, by Node's own start
 * @returns how long `diff` takes to tell a review again
 */
export async function startWarm(atMost: number): Promise<readonly Measure[]> {
  return withFiles(new Map(), (folder) => {
    const path = join(folder, 'article.git');
    makeRepository(path, [
      { branch: 'main', files: filesBelow(FLEET) },
      { branch: 'edit', from: 'main', files: filesBelow(EDIT) },
    ]);
    const environment = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
    const diff = ['dist/cli/main.js', 'diff', 'main', 'edit', '--repo', path];
    const tell = () => timedProcess(process.execPath, diff, [0, 1], environment);
    const cold = tell();
    const runs = Array.from({ length: RUNS }, () => ({
      node: timedProcess(process.execPath, ['-e', '0']).seconds,
      warm: tell(),
    }));
    if (runs.some(({ warm }) => warm.output !== cold.output)) throw new Error('a review that is told again differs');
    const group = 'command line, the article’s fleet';
    const [node, warm] = [median(runs.map((run) => run.node)), median(runs.map((run) => run.warm.seconds))];
    return [
      { group, name: 'node -e 0', value: node, unit: 'seconds' },
      { group, name: 'diff, with nothing on the disk', value: cold.seconds, unit: 'seconds' },
      { group, name: 'diff, with the review on the disk', value: warm, unit: 'seconds' },
      {
        ...{ group, name: 'diff, with the review on the disk: of node -e 0', value: warm / node, unit: 'times' },
        goal: { atMost },
      },
    ];
  });
}
