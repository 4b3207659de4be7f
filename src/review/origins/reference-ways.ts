import type { Root } from '../../flux/roots/inventory.ts';
import { isKustomizationFile, KUSTOMIZATION_FILES } from '../../kustomize/kustomization/kustomization-file.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import { dirname, joinPath } from '../../tree/objects/paths.ts';

/** A line of a kustomization file, and what it names: another kustomization file, or any other file that was read. */
interface Reference {
  readonly at: FileLine;
  readonly target: string;
}

/**
 * Finds the shortest way from a root's kustomization to a file that it has read, by the lines that name it: through
 * bases, components, patches, files of generators. A line counts where a word of it, taken as a path, is the next one.
 *
 * @param textOf a file's text, where it has one
 * @returns the lines, outermost first, without the file itself; `undefined` where no line leads there
 */
export function wayToFile(
  path: string,
  { directory, reads }: Pick<Root, 'directory' | 'reads'>,
  textOf: (path: string) => string | undefined,
): readonly FileLine[] | undefined {
  const start = kustomizationIn(directory, reads);
  if (start === undefined || start === path) return start === undefined ? undefined : [];
  const cameBy = new Map<string, { readonly from: string; readonly at: FileLine }>();
  const waiting = [start];
  for (const file of waiting) {
    for (const { target, at } of referencesIn(file, textOf(file) ?? '', reads)) {
      if (target === start || cameBy.has(target)) continue;
      cameBy.set(target, { from: file, at });
      waiting.push(target);
    }
    if (cameBy.has(path)) break;
  }
  const way: FileLine[] = [];
  for (let step = cameBy.get(path); step !== undefined; step = cameBy.get(step.from)) way.unshift(step.at);
  return way.length === 0 ? undefined : way;
}

function* referencesIn(file: string, text: string, reads: Root['reads']): Iterable<Reference> {
  if (!isKustomizationFile(file)) return;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    for (const word of line.replace(/(^|\s)#.*$/, '').split(/[\s,"'[\]{}=]+/)) {
      const target = word === '' ? undefined : joinPath(dirname(file), word);
      const found = target === undefined ? undefined : (kustomizationIn(target, reads) ?? target);
      if (found !== undefined && found !== file && isRead(found, reads))
        yield { target: found, at: { path: file, line: index + 1 } };
    }
  }
}

function kustomizationIn(directory: string, reads: Root['reads']): string | undefined {
  return KUSTOMIZATION_FILES.map((name) => (directory === '' ? name : `${directory}/${name}`)).find((path) =>
    isRead(path, reads),
  );
}

/** A path that was looked up and does not exist is not a file. */
function isRead(path: string, reads: Root['reads']): boolean {
  return reads.has(path) && reads.get(path) !== 'absent';
}
