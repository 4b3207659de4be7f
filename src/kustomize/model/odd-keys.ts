import { onceEach } from '../../memo/by-value.ts';
import { lineOf, Mapping, type Node, type OddKey } from '../../yaml/node/node.ts';
import { MAX_REPORTED } from '../../yaml/read/composer.ts';
import type { ParsedYaml } from '../../yaml/read/parse.ts';
import { BuildError } from './problem.ts';

const NO_ODD_KEY: OddKey = {};

/** @returns whether nothing is wrong with the text of a patch but keys that kustomize can merge */
export function hasOnlyOddKeys({ problems }: ParsedYaml): boolean {
  return problems.length < MAX_REPORTED && problems.every(({ isMergeable }) => isMergeable === true);
}

/**
 * Refuses odd keys where a patch brings them in. kustomize merges an entry whose key is a number into one whose key has
 * the same text, and the first of equal keys into a mapping that stands; it fails to print any other.
 *
 * @param patched the object after the patch
 * @param before the same object before it
 * @throws BuildError at the key
 */
export function refuseOddKeys(patch: Mapping, patched: Node, before: Node | undefined, path: string): void {
  const source = patch.place?.source;
  if (source === undefined || !hasOddKeys(patch)) return;
  const visit = (node: Node, former: Node | undefined): void => {
    if (node === former || node.kind === 'scalar') return;
    if (node.kind === 'sequence') {
      for (const item of node.items) visit(item, undefined);
      return;
    }
    const isNew = node.place?.source === source;
    for (const [key, value] of node.entries) {
      const standing = former instanceof Mapping ? former.get(key) : undefined;
      const { noText, repeated } = (value.place?.source === source && value.place.oddKey) || NO_ODD_KEY;
      if (repeated !== undefined && isNew) throw refused(repeated, path, value);
      if (noText !== undefined && standing === undefined) throw refused(noText, path, value);
      visit(value, standing);
    }
  };
  visit(patched, before);
}

/** Once for a patch, however many objects it is for. */
const hasOddKeys = onceEach((patch: Mapping): boolean => {
  const isOdd = (node: Node): boolean => {
    if (node.kind === 'scalar') return false;
    if (node.kind === 'sequence') return node.items.some(isOdd);
    return [...node.entries.values()].some((value) => value.place?.oddKey !== undefined || isOdd(value));
  };
  return isOdd(patch);
});

function refused(message: string, path: string, node: Node): BuildError {
  return new BuildError({ code: 'invalid-yaml', message, path, line: lineOf(node) });
}
