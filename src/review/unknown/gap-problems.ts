import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { Unresolved } from '../contract/cluster-review.ts';

type Gap = Root['gaps'][number];

/**
 * What is not known beside the objects of roots that are. A gap is standing where the same is left out on both sides, and
 * the same is done to it: what else differs in its root is known.
 *
 * @param covers whether nothing at all is claimed of a root
 */
export function gapProblems(
  before: Inventory | undefined,
  after: Inventory | undefined,
  covers: (root: Root, side: Inventory | undefined) => boolean,
): readonly Unresolved[] {
  const [gapped, were] = [gappedRoots(after, covers), gappedRoots(before, covers)];
  return [...new Set([...gapped.keys(), ...were.keys()])].flatMap((key) => {
    const [is, was] = [gapped.get(key), were.get(key)];
    const isTreatedAlike = is !== undefined && was !== undefined && isSameForAll(is, was);
    const isAmong = (gap: Gap, root: Root | undefined) => root?.gaps.some((other) => isSame(gap, other)) === true;
    return [
      ...(is?.gaps ?? []).map((gap) => {
        const isBoth = isAmong(gap, was);
        const isStanding = isBoth && isTreatedAlike && is?.gaps[0]?.treatment === was?.gaps[0]?.treatment;
        return entry(gap, is, isBoth ? 'both' : 'after', isStanding);
      }),
      ...(was?.gaps ?? []).filter((gap) => !isAmong(gap, is)).map((gap) => entry(gap, was, 'before', false)),
    ];
  });
}

function gappedRoots(
  side: Inventory | undefined,
  covers: (root: Root, side: Inventory | undefined) => boolean,
): ReadonlyMap<string, Root> {
  const roots = side?.roots.filter((root) => root.gaps.length > 0 && !covers(root, side)) ?? [];
  return new Map(roots.map((root) => [rootKey(root), root]));
}

function isSame(a: Gap, b: Gap): boolean {
  return a.code === b.code && a.message === b.message && a.path === b.path;
}

/** What Flux does to all objects behind the build. */
function isSameForAll(a: Root, b: Root): boolean {
  const isEqual = (field: string) => {
    const [one, other] = [a.flux?.spec.get(field), b.flux?.spec.get(field)];
    return one === undefined || other === undefined ? one === other : sameValue(one, other);
  };
  if (!['postBuild', 'commonMetadata'].every(isEqual) || a.variablesFrom.length !== b.variablesFrom.length)
    return false;
  return a.variablesFrom.every(({ node }, index) => {
    const other = b.variablesFrom[index]?.node;
    return other !== undefined && sameValue(node, other);
  });
}

function entry(gap: Gap, root: Root | undefined, side: Unresolved['side'], standing: boolean): Unresolved {
  return {
    code: gap.code,
    message: gap.message,
    ...(gap.path === undefined ? {} : { path: gap.path }),
    ...(gap.line === undefined ? {} : { line: gap.line }),
    ...(root === undefined ? {} : { root: root.name }),
    ...{ side, standing, partial: true as const },
    ...(gap.fix === undefined ? {} : { fix: gap.fix }),
  };
}
