import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { objectsOf } from '../../flux/roots/search-roots.ts';
import type { Refusal } from '../../kubernetes/admission/refusal.ts';
import type { Minor } from '../../kubernetes/api/kubernetes-version.ts';
import { isBuiltInGroup, isFluxGroup } from '../../kubernetes/facts/built-in.ts';
import { ClusterSchemas } from '../../kubernetes/schemas/cluster-schemas.ts';
import type { Violation } from '../../kubernetes/validation/violation.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { refusedByKind } from './refused-by-kind.ts';
import { violationKey, violationsIn } from './violations-in.ts';

/**
 * What of the objects that a merge adds or changes the API server refuses for certain, by its own schemas and those of the
 * cluster's CustomResourceDefinitions; and what is of a kind that neither serves any more. What it would refuse in an object that stays is not among it: that has been applied
 * somehow, so the cluster is otherwise than its files say.
 *
 * Flux sends each object by server-side apply, which reads it by the schema of its kind before anything else: an unknown
 * field, a value of another type and an item that is listed twice end it, however fields are to be validated. Values and
 * missing fields are looked at behind mutating webhooks, which may have filled in what a custom resource lacks.
 *
 * @param minor of Kubernetes, where it is configured
 * @see k8s.io/apiserver endpoints/handlers applyPatcher.applyPatchToCurrentObject; k8s.io/apimachinery
 *   util/managedfields structuredMergeManager.Apply, "failed to create typed patch object"; structured-merge-diff
 *   typed/validate.go
 */
export function refusedBySchema(
  before: Inventory | undefined,
  after: Inventory,
  minor: Minor | undefined,
): ReadonlyMap<InventoryObject, readonly Refusal[]> {
  const was = before && byIdOf(before);
  const [schemas, oldSchemas] = [schemasOf(after, minor), schemasOf(before ?? after, minor)];
  const keepsKinds = before !== undefined && areSame(definitionsIn(before), definitionsIn(after));
  const refused = new Map<InventoryObject, readonly Refusal[]>();
  const standing = before !== undefined && keepsKinds ? standingLists(before) : NO_LISTS;
  const objects = after.roots.flatMap((root) => (standing.has(root.resources) ? [] : objectsOf(root)));
  for (const object of objects) {
    const { resource } = object;
    const old = was?.get(resource.id);
    const isSame =
      old !== undefined && (old.resource.node === resource.node || sameValue(old.resource.node, resource.node));
    // What stays may be of a kind that its definition serves no longer.
    if (isSame && keepsKinds) continue;
    const unserved = refusedByKind({ object: old, schemas: oldSchemas }, { object, schemas }, minor !== undefined);
    if (unserved !== undefined) refused.set(object, [unserved]);
    if (isSame || unserved !== undefined) continue;
    const all = violationsIn(object, schemas).filter((violation) => isCertain(object, violation, schemas));
    if (all.length === 0) continue;
    const known = new Set(old === undefined ? [] : violationsIn(old, oldSchemas).map(violationKey));
    const fresh = all.filter((violation) => !known.has(violationKey(violation)));
    if (fresh.length > 0) refused.set(object, fresh.map(asRefusal));
  }
  return refused;
}

function areSame(a: readonly Mapping[], b: readonly Mapping[]): boolean {
  return a.length === b.length && a.every((definition, index) => definition === b[index]);
}

function schemasOf(inventory: Inventory, minor: Minor | undefined): ClusterSchemas {
  return new ClusterSchemas(definitionsIn(inventory), () => [], minor);
}

const byIdOf = onceEach(({ objects }: Inventory) => new Map(objects.map((object) => [object.resource.id, object])));

/** @returns what is the same after a merge that keeps it: each root's list, where no object of one root is another's too */
function standingLists(before: Inventory): ReadonlySet<readonly Resource[]> {
  const isEachOnce = byIdOf(before).size === before.objects.length;
  return isEachOnce ? new Set(before.roots.map(({ resources }) => resources)) : NO_LISTS;
}

const NO_LISTS: ReadonlySet<readonly Resource[]> = new Set();

/** @returns the CustomResourceDefinitions of `apiextensions.k8s.io/v1` that a cluster holds */
const definitionsIn = onceEach(({ roots }: Inventory): readonly Mapping[] =>
  definitionObjectsIn(roots.map(({ resources }) => resources)).map(({ node }) => node),
);

const definitionObjectsIn = searchFor(
  ({ kind, apiVersion }) => kind === 'CustomResourceDefinition' && apiVersion === 'apiextensions.k8s.io/v1',
);

/** By what the API server looks at behind mutating webhooks. */
const AFTER_ADMISSION: ReadonlySet<Violation['code']> = new Set(['missing-field', 'bad-value']);

/** What a release that is newer than the tables may have. */
const MAY_BE_NEW: ReadonlySet<Violation['code']> = new Set(['unknown-field', 'bad-value']);

function isCertain(
  { resource, root }: InventoryObject,
  { code, isRejected }: Violation,
  { isBeyondTables }: ClusterSchemas,
): boolean {
  // Of Helm it is not known whether it applies on the server, which refuses what it else drops.
  if (root.by === 'release' && code === 'unknown-field') return false;
  if (!isRejected || (isBeyondTables && MAY_BE_NEW.has(code))) return false;
  return !AFTER_ADMISSION.has(code) || isBuiltInGroup(resource.gvk.group) || isFluxGroup(resource.gvk.group);
}

function asRefusal({ code, path, node, message, fix }: Violation): Refusal {
  return {
    code: AFTER_ADMISSION.has(code) ? 'bad-value' : 'bad-type',
    path,
    node,
    message,
    ...(fix === undefined ? {} : { fix }),
  };
}
