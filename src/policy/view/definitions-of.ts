import { onceEach } from '../../memo/by-value.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import type { ClusterView } from './rule.ts';
import type { Side } from './side.ts';

/** @returns the CustomResourceDefinitions that a cluster holds, those of `apiextensions.k8s.io/v1` */
export const definitionsOf = onceEach(({ index }: Side): readonly Mapping[] => {
  const all = index.ofKind('apiextensions.k8s.io/CustomResourceDefinition');
  return all.filter(({ resource }) => resource.gvk.version === 'v1').map(({ resource }) => resource.node);
});

/** @returns whether every cluster holds the very same ones on both sides: then no kind has another schema */
export const haveSameDefinitions = onceEach(({ before, after }: ClusterView['around']): boolean => {
  if (before.fleet.length !== after.fleet.length) return false;
  return before.fleet.every((side, index) => {
    const other = after.fleet[index];
    return other !== undefined && other.cluster.name === side.cluster.name && sameItems(side, other);
  });
});

function sameItems(one: Side, other: Side): boolean {
  const [a, b] = [definitionsOf(one), definitionsOf(other)];
  return a.length === b.length && a.every((definition, index) => definition === b[index]);
}
