import { minorIn } from '../../fleet/find/cluster.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { ClusterSchemas } from '../../kubernetes/schemas/cluster-schemas.ts';
import type { KnownKind } from '../../kubernetes/schemas/known-kind.ts';
import type { Violation } from '../../kubernetes/validation/violation.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Pair } from '../../review/diff/pair.ts';
import { violationKey, violationsIn } from '../../review/refused/violations-in.ts';
import { hasUnknownKind } from '../../review/unknown/unknown-names.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { ClusterView } from './rule.ts';
import type { Side } from './side.ts';

/** An object of a kind or version that the cluster does not serve. */
interface UnservedObject {
  readonly object: InventoryObject;
  readonly known: Exclude<KnownKind, { readonly is: 'served' | 'unknown' }>;
}

/** A place of an object that the cluster's schemas do not allow. */
interface InvalidPlace {
  readonly object: InventoryObject;
  readonly violation: Violation;
  /** Whether the schema is this cluster's own: another's may be of another version. */
  readonly isOwn: boolean;
}

/** What is wrong with the objects that a change touches, and was not before. */
export interface ObjectValidation {
  readonly schemas: ClusterSchemas;
  readonly unserved: readonly UnservedObject[];
  readonly invalid: readonly InvalidPlace[];
  readonly counts: NonNullable<ClusterReview['validation']>;
}

/**
 * Validates what a change gives a cluster: every object gained or changed, and those of a kind whose definition changed.
 * Several rules ask for it; it is done once.
 */
export const validationOf = onceEach((view: ClusterView): ObjectValidation => {
  const schemas = { before: schemasOf(view, 'before'), after: schemasOf(view, 'after') };
  const unserved: UnservedObject[] = [];
  const invalid: InvalidPlace[] = [];
  const counts = { validated: 0, withoutSchema: 0, standing: 0, celRules: 0 };
  const kinds = new Set<string>();
  const unknownKinds = new Set<string>();
  for (const pair of touchedPairs(view, schemas)) {
    const object = pair.after;
    const { apiVersion, kind } = object.resource;
    const isUnknown = hasUnknownKind(object.resource);
    const found = isUnknown ? ({ is: 'unknown' } as const) : schemas.after.find(apiVersion, kind);
    if (found.is === 'unknown') {
      counts.withoutSchema++;
      unknownKinds.add(`${apiVersion} ${kind}`);
    } else if (found.is === 'served') {
      counts.validated++;
      if (!kinds.has(`${apiVersion} ${kind}`)) counts.celRules += found.celRules;
      kinds.add(`${apiVersion} ${kind}`);
      const standing = new Set(
        pair.before === undefined ? [] : violationsIn(pair.before, schemas.before).map(violationKey),
      );
      const all = violationsIn(object, schemas.after);
      const fresh = all.filter((violation) => !standing.has(violationKey(violation)));
      counts.standing += all.length - fresh.length;
      invalid.push(...fresh.map((violation) => ({ object, violation, isOwn: !found.isBorrowed })));
    } else if (isUnserved(pair.before, schemas.before) && pair.before?.resource.apiVersion === apiVersion)
      counts.standing++;
    else unserved.push({ object, known: found });
  }
  return { schemas: schemas.after, unserved, invalid, counts: { ...counts, unknownKinds: [...unknownKinds].sort() } };
});

function schemasOf(view: ClusterView, name: 'before' | 'after'): ClusterSchemas {
  const { cluster, context } = view;
  const side = view[name];
  const minor = minorIn(cluster);
  const others = () => (side === undefined ? [] : context[name].fleet.flatMap(definitionsOf));
  return new ClusterSchemas(side === undefined ? [] : definitionsOf(side), others, minor);
}

function isUnserved(object: InventoryObject | undefined, schemas: ClusterSchemas): boolean {
  if (object === undefined) return false;
  const { is } = schemas.find(object.resource.apiVersion, object.resource.kind);
  return is !== 'served' && is !== 'unknown';
}

/** The kinds that a cluster knows on each side. */
interface Schemas {
  readonly before: ClusterSchemas;
  readonly after: ClusterSchemas;
}

/** @returns the pairs that differ, or whose kind has another schema than before; not what Flux is told to leave alone */
function touchedPairs(
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

/** @returns the CustomResourceDefinitions that a cluster has, those of `apiextensions.k8s.io/v1` */
const definitionsOf = onceEach(({ inCluster }: Side): readonly Mapping[] => {
  const all = inCluster.ofKind('apiextensions.k8s.io/CustomResourceDefinition');
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
