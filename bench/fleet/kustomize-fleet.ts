import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { timedProcess } from '../timed-process.ts';
import { withFiles } from '../write-files.ts';
import { type FleetSize, fleetFiles, fleetRoots } from './fleet-files.ts';
import { edits } from './pulls.ts';

/** @returns how long `kubectl kustomize` takes for every root of a fleet before and after an edit of one overlay. */
export function kustomizeFleet(size: FleetSize): Promise<number> {
  const files = fleetFiles(size);
  return withFiles(files, (folder) => {
    const buildAll = () =>
      fleetRoots(size).map((root) => timedProcess('kubectl', ['kustomize', join(folder, root)]).seconds);
    const before = buildAll();
    for (const [path, text] of edits('one overlay', 0, files, size)) writeFileSync(join(folder, path), text);
    return [...before, ...buildAll()].reduce((sum, seconds) => sum + seconds, 0);
  });
}
