import { join } from 'node:path';
import { type Measure, median } from '../measure.ts';
import { timedProcess } from '../timed-process.ts';
import { withFiles } from '../write-files.ts';
import { COMPARED } from './shapes.ts';

/**
 * One root, from spawn to exit, by us and by the real kustomize; what they print is compared too.
 *
 * @param count how many Deployments; the real kustomize takes the square of it
 * @throws Error where kubectl is missing or the outputs differ: a ratio of different work says nothing
 */
export function wholeProcesses(count: number, atLeast: number): Promise<readonly Measure[]> {
  return withFiles(COMPARED.files(count), (folder) => {
    const directory = join(folder, 'root');
    const ours = [1, 2, 3].map(() => timedProcess(process.execPath, ['dist/cli/main.js', 'build', directory]));
    const theirs = timedProcess('kubectl', ['kustomize', directory]);
    if (ours.some(({ output }) => output !== theirs.output)) throw new Error(`${COMPARED.name}: the outputs differ`);
    const group = 'whole processes';
    const seconds = median(ours.map((run) => run.seconds));
    const name = `${count} Deployments with generated ConfigMaps`;
    return [
      { group, name: `${name}: kubectl kustomize`, value: theirs.seconds, unit: 'seconds' },
      { group, name: `${name}: blast-radius build`, value: seconds, unit: 'seconds' },
      { group, name: `${name}: faster`, value: theirs.seconds / seconds, unit: 'times', goal: { atLeast } },
    ];
  });
}
