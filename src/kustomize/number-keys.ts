import { lineOf, Mapping, type Node } from '../yaml/node.ts';
import type { Source } from '../yaml/source.ts';
import { BuildError } from './problem.ts';

/** Where a patch has keys that are no text; an entry's place is its key's. */
const numberKeys = new WeakMap<Source, ReadonlySet<number>>();

/** Remembers that keys of a text are numbers, though the nodes read from it do not tell. */
export function noteNumberKeys(source: Source, offsets: Iterable<number>): void {
  numberKeys.set(source, new Set(offsets));
}

/**
 * Refuses a key that is a number where a patch brings it in: kustomize merges such an entry into one whose key has the
 * same text, and fails to print any other.
 *
 * @param patched the object after the patch
 * @param before the same object before it
 * @throws BuildError at the key
 */
export function refuseNumberKeys(patch: Mapping, patched: Node, before: Node | undefined, path: string): void {
  const source = patch.place?.source;
  const offsets = source && numberKeys.get(source);
  if (source === undefined || offsets === undefined) return;
  const visit = (node: Node, former: Node | undefined): void => {
    if (node === former || node.kind === 'scalar') return;
    if (node.kind === 'sequence') {
      for (const item of node.items) visit(item, undefined);
      return;
    }
    for (const [key, value] of node.entries) {
      const standing = former instanceof Mapping ? former.get(key) : undefined;
      const isNumber = value.place?.source === source && offsets.has(value.place.offset);
      if (isNumber && standing === undefined) {
        const message = `kustomize refuses the key ${key} that is no text; quote it`;
        throw new BuildError({ code: 'invalid-yaml', message, path, line: lineOf(value) });
      }
      visit(value, standing);
    }
  };
  visit(patched, before);
}
