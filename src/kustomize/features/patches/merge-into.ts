import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import type { BuildContext } from '../../context/build-context.ts';
import { refuseBareKeys } from '../../model/bare-keys.ts';
import { allowedBy, refuseNotes } from '../../model/own-notes.ts';
import { type BuildError, failAt } from '../../model/problem.ts';
import { describeResource, type Resource } from '../../model/resource.ts';
import { refuseDuplicates } from '../../model/resource-list.ts';
import type { ResourcePool } from '../../model/resource-pool.ts';
import { setMetadata, setTopLevel } from '../../nodes/set-scalar.ts';
import { asString } from '../../nodes/string-values.ts';
import { mergePatch } from './apply-patch.ts';

/** What a patch may change of an object's identity. */
export interface Allowances {
  readonly name: boolean;
  readonly kind: boolean;
}

export const NOTHING_ALLOWED: Allowances = { name: false, kind: false };

/** What a merge works on and with, beside the objects themselves. */
export interface Merge {
  readonly build: BuildContext;
  readonly pool: ResourcePool;
  /** The file the patch stands in. */
  readonly path: string;
  readonly allowed: Allowances;
}

/**
 * Merges a patch without a target into the one object that has, or had, the id it bears.
 *
 * @param takesType whether the patch takes on the object's API version
 * @throws BuildError where there is no such object, or several
 * @see kustomize api/resmap resWrangler.GetById, api/resource Resource.ApplySmPatch
 */
export function mergeIntoNamed(merge: Merge, object: Resource, takesType = false): void {
  const { build, pool, path } = merge;
  const allowed = allowedTogether(merge, object);
  const [known = object] = build.scoped([object]);
  const [place, second] = pool.withId(known.id);
  const target = place === undefined ? undefined : pool.at(place);
  if (second !== undefined) throw notFound(object, path, true);
  if (place === undefined || target === undefined) {
    build.gaps.refuseMissing(notFound(object, path, false), object.node);
    return;
  }
  const noted = allowed.name || allowed.kind ? withStrings(object.node, 'annotations', path) : object.node;
  if (takesType) mergeIntoSelected(merge, object, new Map([[place, target]]));
  else pool.replace(place, merged({ ...merge, allowed }, target, noted));
}

/**
 * Merges a patch into all that its target selects.
 *
 * @throws BuildError where two objects become one by it
 * @see kustomize api/resmap resWrangler.ApplySmPatch
 */
export function mergeIntoSelected(merge: Merge, object: Resource, targets: ReadonlyMap<number, Resource>): void {
  const { pool, path } = merge;
  const allowed = allowedTogether(merge, object);
  for (const [place, target] of withTwins(pool, targets)) {
    pool.replace(place, merged({ ...merge, allowed }, target, withTypeOf(target, object, path)));
  }
  refuseTwins(pool);
}

/** The patch itself may say what it may change, as kustomize would have noted it. */
function allowedTogether({ allowed, path }: Merge, { node }: Resource): Allowances {
  refuseNotes(node, path);
  const own = allowedBy(node);
  return { name: allowed.name || own.name, kind: allowed.kind || own.kind };
}

/** What is selected is known by its id alone, which two objects may have come to share. */
function withTwins(pool: ResourcePool, targets: ReadonlyMap<number, Resource>): ReadonlyMap<number, Resource> {
  if (!pool.hasTwins) return targets;
  const all = new Map(targets);
  for (const { id } of targets.values()) {
    for (const place of pool.withId(id)) {
      const twin = pool.at(place);
      if (twin?.id === id) all.set(place, twin);
    }
  }
  return all;
}

/** Once a patch was merged into what it selects, kustomize gathers all objects again. */
function refuseTwins(pool: ResourcePool): void {
  if (pool.hasTwins) refuseDuplicates(pool.resources);
}

/** A patch for selected objects takes on their API version, so that the schema is theirs; its metadata are strings. */
function withTypeOf(target: Resource, patch: Resource, path: string): Mapping {
  const typed = setTopLevel(patch.node, 'apiVersion', target.apiVersion);
  return withStrings(withStrings(typed, 'labels', path), 'annotations', path);
}

/**
 * Makes labels or annotations of a patch strings, as kustomize does where it copies a patch or notes its options: a
 * null that would remove one becomes the text `null`.
 *
 * @see kustomize api/resource Resource.CopyMergeMetaDataFieldsFrom, kyaml/yaml RNode.SetAnnotations
 */
function withStrings(patch: Mapping, key: 'labels' | 'annotations', path: string): Mapping {
  const metadata = patch.get('metadata');
  const written = metadata instanceof Mapping ? metadata.get(key) : undefined;
  if (!(metadata instanceof Mapping) || written === undefined) return patch;
  if (!(written instanceof Mapping) || written.entries.size === 0) return patch.with('metadata', metadata.without(key));
  refuseBareKeys(written.entries, path);
  let strings = written;
  for (const [name, value] of written.entries) {
    strings = strings.with(name, asString(value));
  }
  return patch.with('metadata', metadata.with(key, strings));
}

function merged({ build, path, allowed }: Merge, target: Resource, patch: Mapping): Resource | undefined {
  const remembered = allowed.name || allowed.kind ? target.remembered() : target;
  const node = mergePatch(build, remembered, patch, path);
  if (node === undefined || node.entries.size === 0) return undefined;
  let kept = node;
  if (!allowed.kind) kept = setTopLevel(kept, 'kind', target.kind, target.node.get('kind'));
  if (!allowed.name) kept = setMetadata(kept, 'name', target.name, metadataOf(target)?.get('name'));
  return remembered.withNode(withNamespace(kept, target));
}

function withNamespace(node: Mapping, target: Resource): Mapping {
  const metadata: Node | undefined = node.get('metadata');
  const { namespace } = target;
  if (namespace !== '') return setMetadata(node, 'namespace', namespace, metadataOf(target)?.get('namespace'));
  if (metadata === undefined || metadata instanceof Scalar || metadata.kind === 'sequence') return node;
  return node.with('metadata', metadata.without('namespace'));
}

function metadataOf({ node }: Resource): Mapping | undefined {
  const metadata = node.get('metadata');
  return metadata instanceof Mapping ? metadata : undefined;
}

function notFound(object: Resource, path: string, isAmbiguous: boolean): BuildError {
  const why = isAmbiguous ? 'several objects have, or had, that name' : 'no such object in this build';
  const fix = isAmbiguous ? 'Add a target.' : 'Check its apiVersion, kind, name and namespace, or add a target.';
  const message = `the patch of ${describeResource(object)} cannot be applied: ${why}`;
  return failAt('patch-target-not-found', message, { path, node: object.node, fix });
}
