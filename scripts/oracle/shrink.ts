import type { Fleet } from './fleets/fleet.ts';

/** The sync of the cluster: without it there is no fleet. */
const KEPT = /gotk-sync\.yaml$/;

/**
 * Makes a fleet smaller as long as it stays interesting: file by file, document by document, line by line.
 *
 * @param isInteresting whether a smaller fleet still shows what the first one showed
 */
export async function shrink(fleet: Fleet, isInteresting: (fleet: Fleet) => Promise<boolean>): Promise<Fleet> {
  let current = fleet;
  for (const split of [undefined, /^---\n/m, /(?<=\n)/]) {
    for (const path of [...current.files.keys()].filter((each) => !KEPT.test(each))) {
      const pieces = split === undefined ? [''] : (current.files.get(path) ?? '').split(split);
      for (let at = pieces.length - 1; at >= 0 && pieces.length < 400; at--) {
        const text =
          split === undefined ? undefined : pieces.toSpliced(at, 1).join(split.source.includes('---') ? '---\n' : '');
        const candidate = withFile(current, path, text);
        if (!(await isInteresting(candidate))) continue;
        current = candidate;
        pieces.splice(at, 1);
      }
    }
  }
  return current;
}

function withFile(fleet: Fleet, path: string, text: string | undefined): Fleet {
  const files = new Map(fleet.files);
  if (text === undefined) files.delete(path);
  else files.set(path, text);
  return { ...fleet, files };
}
