import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../scripts/fuzz/random.ts';
import { makeRepository } from '../fleet/make-repository.ts';
import { type Measure, median } from '../measure.ts';
import { timedProcess } from '../timed-process.ts';
import { withFiles } from '../write-files.ts';
import { type RandomShape, randomShape } from './random-shape.ts';

/** One shape, timed. */
interface TimedShape {
  readonly name: string;
  readonly roots: number;
  readonly ours: number;
  readonly theirs: number;
}

/** With fewer of them, Node's own start decides. */
const MANY_ROOTS = 50;

/**
 * Reviews fleets of random shapes, each by a cold process, and has the real kustomize build all of their roots on both sides.
 *
 * @param kustomize the program
 * @param seed of the first; the next one has the next
 * @throws Error where one of the two cannot build a fleet
 */
export async function shapeMeasures(
  kustomize: string,
  { count, seed }: { readonly count: number; readonly seed: number },
  say: (line: string) => void,
): Promise<readonly Measure[]> {
  const shapes: TimedShape[] = [];
  for (let at = seed; at < seed + count; at += 1) {
    const timed = await timeShape(kustomize, randomShape(new Random(at)));
    shapes.push(timed);
    const { name, roots, ours, theirs } = timed;
    say(
      `  ${at}: ${name}, ${roots} roots: ${ours.toFixed(2)} s, kustomize ${theirs.toFixed(1)} s, ${(theirs / ours).toFixed(1)}`,
    );
  }
  const counted = shapes.filter(({ roots }) => roots >= MANY_ROOTS).map(({ ours, theirs }) => theirs / ours);
  const group = 'fleets of random shapes, cold, against kustomize';
  return [
    { group, name: 'fleets', value: counted.length, unit: 'count' },
    { group, name: 'the median: faster', value: median(counted), unit: 'times', goal: { atLeast: 25 } },
    { group, name: 'the worst: faster', value: Math.min(...counted), unit: 'times', goal: { atLeast: 12 } },
  ];
}

function timeShape(kustomize: string, { name, files, edit }: RandomShape): Promise<TimedShape> {
  const roots = [...files.keys()].flatMap((path) => /^clusters\/.*(?=\/kustomization\.yaml$)/.exec(path)?.[0] ?? []);
  const built = roots.filter((root) => !root.endsWith('/flux-system'));
  return withFiles(files, (folder) => {
    const path = join(folder, 'fleet.git');
    makeRepository(path, [
      { branch: 'main', files },
      { branch: 'edit', from: 'main', files: edit },
    ]);
    const diff = ['dist/cli/main.js', 'diff', 'main', 'edit', '--repo', path, '--format', 'json', '--no-cache'];
    const ours = timedProcess(process.execPath, diff, [0, 1]).seconds;
    const build = (root: string) =>
      timedProcess(kustomize, ['build', '--load-restrictor', 'LoadRestrictionsNone', join(folder, root)]).seconds;
    const before = built.map(build);
    for (const [file, text] of edit) writeFileSync(join(folder, file), text);
    const after = built.map(build);
    return {
      name,
      roots: built.length,
      ours,
      theirs: [...before, ...after].reduce((sum, seconds) => sum + seconds, 0),
    };
  });
}
