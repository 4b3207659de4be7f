import type { InventoryObject } from '../../flux/roots/inventory.ts';
import type { ClusterSchemas } from '../../kubernetes/schemas/cluster-schemas.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { Pair } from '../../review/diff/pair.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { ClusterView } from './rule.ts';
import type { Side } from './side.ts';

/** The kinds that a cluster knows on each side. */
interface Schemas {
  readonly before: ClusterSchemas;
  readonly after: ClusterSchemas;
}

/** @returns the pairs that differ, or whose kind has another schema than before; not what Flux is told to leave alone */
export function touchedPairs(
  { pairs, context }: ClusterView,
  schemas: Schemas,
): readonly (Pair & { readonly after: InventoryObject })[] {
  const others = new Map<string, boolean>();
  const hasOther = ({ apiVersion, kind }: Resource): boolean => {
    const id = `${apiVersion} ${kind}`;
    const known = others.get(id) ?? hasOtherSchema(schemas, apiVersion, kind);
    others.set(id, known);
    return known;
  };
  const isSettled = haveSameDefinitions(context);
  const candidates = isSettled ? pairs.differing : pairs.all;
  return candidates.flatMap(({ before, after }) => {
    if (after === undefined) return [];
    const isSame = before !== undefined && sameValue(before.resource.node, after.resource.node);
    if (isSame && (isSettled || !hasOther(after.resource))) return [];
    return isLeftAlone(after.resource) ? [] : [{ before, after }];
  });
}

function hasOtherSchema({ before, after }: Schemas, apiVersion: string, kind: string): boolean {
  const [one, other] = [before.find(apiVersion, kind), after.find(apiVersion, kind)];
  if (one.is !== other.is) return true;
  if (one.is !== 'served' || other.is !== 'served') return false;
  if (one.written === undefined || other.written === undefined) return one.written !== other.written;
  return !sameValue(one.written, other.written);
}

/** Flux does not apply what it is told to leave alone. */
function isLeftAlone(resource: Resource): boolean {
  return [resource.labels(), resource.annotations()].some(
    (map) =>
      map.get('kustomize.toolkit.fluxcd.io/reconcile')?.toLowerCase() === 'disabled' ||
      map.get('kustomize.toolkit.fluxcd.io/ssa')?.toLowerCase() === 'ignore',
  );
}

/** @returns the CustomResourceDefinitions that a cluster holds, those of `apiextensions.k8s.io/v1` */
export const definitionsOf = onceEach(({ index }: Side): readonly Mapping[] => {
  const all = index.ofKind('apiextensions.k8s.io/CustomResourceDefinition');
  return all.filter(({ resource }) => resource.gvk.version === 'v1').map(({ resource }) => resource.node);
});

/** @returns whether every cluster holds the very same ones on both sides: then no kind has another schema */
const haveSameDefinitions = onceEach(({ before, after }: ClusterView['context']): boolean => {
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
