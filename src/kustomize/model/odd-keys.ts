import { lineOf, Mapping, type Node } from '../../yaml/node/node.ts';
import type { YamlProblem } from '../../yaml/node/problem.ts';
import type { Source } from '../../yaml/node/source.ts';
import { MAX_REPORTED } from '../../yaml/read/composer.ts';
import type { ParsedYaml } from '../../yaml/read/parse.ts';
import { BuildError } from './problem.ts';

/** Where a patch has keys that kustomize can merge, but not print; an entry's place is its key's. */
interface OddKeys {
  readonly numbers: ReadonlySet<number>;
  /** Of keys that repeat, the first, which counts. */
  readonly repeated: ReadonlyMap<number, YamlProblem>;
}

const oddKeys = new WeakMap<Source, OddKeys>();

/**
 * Remembers which keys of a patch are numbers or repeat, though the nodes read from it do not tell.
 *
 * @returns whether nothing else is wrong with the text
 */
export function noteOddKeys(source: Source, { problems }: ParsedYaml): boolean {
  if (problems.length === MAX_REPORTED || problems.some(({ standing }) => standing === undefined)) return false;
  if (problems.length === 0) return true;
  const numbers = problems.filter(({ code }) => code === 'invalid-key');
  const repeated = problems.filter(({ code }) => code === 'duplicate-key');
  oddKeys.set(source, {
    numbers: new Set(numbers.map(({ offset }) => offset)),
    repeated: new Map(repeated.map((problem) => [problem.standing ?? 0, problem])),
  });
  return true;
}

/**
 * Refuses such keys where a patch brings them in. kustomize merges an entry whose key is a number into one whose key has
 * the same text, and the first of equal keys into a mapping that stands; it fails to print any other.
 *
 * @param patched the object after the patch
 * @param before the same object before it
 * @throws BuildError at the key
 */
export function refuseOddKeys(patch: Mapping, patched: Node, before: Node | undefined, path: string): void {
  const source = patch.place?.source;
  const keys = source && oddKeys.get(source);
  if (source === undefined || keys === undefined) return;
  const visit = (node: Node, former: Node | undefined): void => {
    if (node === former || node.kind === 'scalar') return;
    if (node.kind === 'sequence') {
      for (const item of node.items) visit(item, undefined);
      return;
    }
    const isNew = node.place?.source === source;
    for (const [key, value] of node.entries) {
      const standing = former instanceof Mapping ? former.get(key) : undefined;
      const offset = value.place?.source === source ? value.place.offset : -1;
      const repeated = isNew ? keys.repeated.get(offset) : undefined;
      if (repeated !== undefined) throw refused(repeated.message, path, value);
      if (keys.numbers.has(offset) && standing === undefined)
        throw refused(`kustomize refuses the key ${key} that is no text; quote it`, path, value);
      visit(value, standing);
    }
  };
  visit(patched, before);
}

function refused(message: string, path: string, node: Node): BuildError {
  return new BuildError({ code: 'invalid-yaml', message, path, line: lineOf(node) });
}
