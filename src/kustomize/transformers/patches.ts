import { type Mapping, type Node, Scalar } from '../../yaml/node.ts';
import type { Build } from '../build-context.ts';
import type { PatchEntry } from '../kustomization/fields.ts';
import type { Kustomization } from '../kustomization/load.ts';
import { failAt } from '../problem.ts';
import { describe, type Resource } from '../resource.ts';
import { refuseDuplicates } from '../resource-list.ts';
import { setMetadata, setTopLevel } from '../set-scalar.ts';
import { mergePatch, patchWithJson } from './apply-patch.ts';
import { type Patch, readPatch, readPatchFile } from './read-patch.ts';
import { selectTargets } from './select-targets.ts';

/** What a patch may change of an object's identity. */
interface Allowances {
  readonly name: boolean;
  readonly kind: boolean;
}

/**
 * Applies one entry of `patches:`: a strategic merge patch to the object it names or to all that its target selects,
 * or a JSON patch to all that its target selects.
 *
 * @throws BuildError where the patch is neither or both, or finds nothing to change
 * @see kustomize api/internal/builtins/PatchTransformer.go
 */
export function applyPatch(
  build: Build,
  resources: readonly Resource[],
  kustomization: Kustomization,
  entry: PatchEntry,
): readonly Resource[] {
  const patch = readPatch(build.loader, kustomization, entry);
  const targets = entry.target && selectTargets(resources, kustomization, entry.target);
  if (patch.kind === 'json') {
    if (targets === undefined) {
      const fix = 'Add target: with the kind and name of what it changes.';
      throw failAt('invalid-patch', 'a JSON patch must have a target', {
        path: kustomization.path,
        node: entry.node,
        fix,
      });
    }
    return resources.map((each) => (targets.has(each) ? patchWithJson(each.remembered(), patch) : each));
  }
  const allowed = {
    name: entry.options?.get('allowNameChange') ?? false,
    kind: entry.options?.get('allowKindChange') ?? false,
  };
  if (targets === undefined)
    return patch.objects.reduce((all, object) => mergeIntoNamed(all, object, patch, allowed), resources);
  const [object, second] = patch.objects;
  if (second !== undefined) {
    const message = 'a patch with a target must hold one object';
    throw failAt('invalid-patch', message, { path: patch.path, node: second.node });
  }
  return object === undefined ? resources : mergeIntoSelected(resources, object, patch, allowed, targets);
}

/** `patchesStrategicMerge:`, each a file or the patch itself. */
export function applyStrategicMergePatches(
  build: Build,
  resources: readonly Resource[],
  kustomization: Kustomization,
): readonly Resource[] {
  return kustomization.patchesStrategicMerge.reduce((all, text) => {
    const patch = readPatchFile(build.loader, kustomization, text);
    return patch.objects.reduce((each, object) => {
      const target = findTarget(each, object, patch);
      return mergeIntoSelected(each, object, patch, { name: false, kind: false }, new Set([target]));
    }, all);
  }, resources);
}

/** `patchesJson6902:`, each with a target that has a name. */
export function applyJson6902Patch(
  build: Build,
  resources: readonly Resource[],
  kustomization: Kustomization,
  entry: PatchEntry,
): readonly Resource[] {
  const at = { path: kustomization.path, node: entry.node };
  if (entry.target?.name === undefined || entry.target.name.text === '') {
    throw failAt('invalid-patch', 'a JSON patch must have a target with a name', at);
  }
  const patch = readPatch(build.loader, kustomization, entry, 'json');
  const targets = selectTargets(resources, kustomization, entry.target);
  return resources.map((each) => (patch.kind === 'json' && targets.has(each) ? patchWithJson(each, patch) : each));
}

type MergePatch = Extract<Patch, { kind: 'merge' }>;

/** A patch without a target changes the one object that has, or had, the id it bears. */
function mergeIntoNamed(
  resources: readonly Resource[],
  object: Resource,
  patch: MergePatch,
  allowed: Allowances,
): readonly Resource[] {
  const target = findTarget(resources, object, patch);
  return resources.flatMap((each) => (each === target ? merged(each, object.node, patch, allowed) : [each]));
}

function mergeIntoSelected(
  resources: readonly Resource[],
  object: Resource,
  patch: MergePatch,
  allowed: Allowances,
  targets: ReadonlySet<Resource>,
): readonly Resource[] {
  const ids = new Set([...targets].map((target) => target.id));
  const all = resources.flatMap((each) => {
    if (!ids.has(each.id)) return [each];
    return merged(each, withTypeOf(each, object), patch, allowed);
  });
  refuseDuplicates(all);
  return all;
}

/** The patch takes on the target's API version, so that the schema is the target's. */
function withTypeOf(target: Resource, patch: Resource): Mapping {
  return setTopLevel(patch.node, 'apiVersion', target.apiVersion);
}

function merged(target: Resource, patch: Mapping, { path }: MergePatch, allowed: Allowances): readonly Resource[] {
  const remembered = allowed.name || allowed.kind ? target.remembered() : target;
  const node = mergePatch(remembered, patch, path);
  if (node === undefined || node.entries.size === 0) return [];
  let kept = node;
  if (!allowed.kind) kept = setTopLevel(kept, 'kind', target.kind);
  if (!allowed.name) kept = setMetadata(kept, 'name', target.name);
  return [remembered.withNode(withNamespace(kept, target.namespace))];
}

function withNamespace(node: Mapping, namespace: string): Mapping {
  const metadata: Node | undefined = node.get('metadata');
  if (namespace !== '') return setMetadata(node, 'namespace', namespace);
  if (metadata === undefined || metadata instanceof Scalar || metadata.kind === 'sequence') return node;
  return node.with('metadata', metadata.without('namespace'));
}

/** @see kustomize api/resmap resWrangler.GetById */
function findTarget(resources: readonly Resource[], object: Resource, patch: MergePatch): Resource {
  const [target, second] = resources.filter((each) => each.allIds.includes(object.id));
  if (target !== undefined && second === undefined) return target;
  const why = target === undefined ? 'there is no such object here' : 'several objects here have, or had, that name';
  const fix =
    target === undefined ? 'Check its apiVersion, kind, name and namespace, or add a target.' : 'Add a target.';
  throw failAt('patch-target-not-found', `the patch of ${describe(object)} changes nothing: ${why}`, {
    path: patch.path,
    node: object.node,
    fix,
  });
}
