import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { minorOf } from '../../kubernetes/api/kubernetes-version.ts';
import { ClusterSchemas } from '../../kubernetes/schemas/cluster-schemas.ts';
import type { KnownKind } from '../../kubernetes/schemas/known-kind.ts';
import { validateObject } from '../../kubernetes/validation/validate-object.ts';
import type { Violation } from '../../kubernetes/validation/violation.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import { pathText } from '../../review/diff/field-changes.ts';
import type { ClusterView } from './rule.ts';
import { definitionsOf, touchedPairs } from './touched-pairs.ts';

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
    const found = schemas.after.find(apiVersion, kind);
    if (found.is === 'unknown') {
      counts.withoutSchema++;
      unknownKinds.add(`${apiVersion} ${kind}`);
    } else if (found.is === 'served') {
      counts.validated++;
      if (!kinds.has(`${apiVersion} ${kind}`)) counts.celRules += found.celRules;
      kinds.add(`${apiVersion} ${kind}`);
      const standing = new Set(
        pair.before === undefined ? [] : violationsOf(pair.before, schemas.before).map(violationKey),
      );
      const all = violationsOf(object, schemas.after);
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
  const minor = cluster.kubernetes === undefined ? undefined : minorOf(cluster.kubernetes);
  const others = () => (side === undefined ? [] : context[name].fleet.flatMap(definitionsOf));
  return new ClusterSchemas(side === undefined ? [] : definitionsOf(side), others, minor);
}

function violationsOf({ resource, root }: InventoryObject, schemas: ClusterSchemas): readonly Violation[] {
  const known = schemas.find(resource.apiVersion, resource.kind);
  if (known.is !== 'served') return [];
  // Where no object says how Flux builds the root, what it would substitute is not known either.
  const isOpaque = ({ text }: { readonly text: string }) => root.flux === undefined && text.includes('${');
  return validateObject(resource.node, known.schema, { unknown: known.unknown, isOpaque });
}

function isUnserved(object: InventoryObject | undefined, schemas: ClusterSchemas): boolean {
  if (object === undefined) return false;
  const { is } = schemas.find(object.resource.apiVersion, object.resource.kind);
  return is !== 'served' && is !== 'unknown';
}

function violationKey({ code, path, message }: Violation): string {
  return `${code} ${pathText(path)} ${message}`;
}
