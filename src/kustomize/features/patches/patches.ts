import type { BuildContext } from '../../context/build-context.ts';
import { failAt } from '../../model/problem.ts';
import type { Resource } from '../../model/resource.ts';
import { literalPart, type ResourcePool } from '../../model/resource-pool.ts';
import type { Scope } from '../../model/scope.ts';
import { selectTargets } from '../../select/selector.ts';
import { patchRememberedWithJson, patchWithJson } from './apply-patch.ts';
import { type Allowances, type Merge, mergeIntoNamed, mergeIntoSelected, NOTHING_ALLOWED } from './merge-into.ts';
import { type MergePatch, type PatchEntry, readJsonPatch, readPatch } from './read-patch.ts';

/**
 * Applies one entry of `patches:`: a strategic merge patch to the object it names or to all that its target selects,
 * or a JSON patch to all that its target selects.
 *
 * @throws BuildError where the patch is neither or both, or finds nothing to change
 * @see kustomize api/internal/builtins/PatchTransformer.go
 */
export function applyPatch(build: BuildContext, pool: ResourcePool, scope: Scope, entry: PatchEntry): void {
  const patch = readPatch(build.loader, scope, entry);
  const targets = entry.target && select(pool, scope, entry.target);
  if (patch.kind === 'merge') {
    refuseEmpty(build, patch, entry);
    mergeEach({ build, pool, path: patch.path, allowed: allowances(build, scope, entry) }, patch, targets);
    return;
  }
  if (targets === undefined) {
    const fix = 'Add target: with the kind and name of the object to change.';
    throw failAt('invalid-patch', 'a JSON patch must have a target', { path: scope.path, node: entry.node, fix });
  }
  for (const [place, target] of targets) pool.replace(place, patchRememberedWithJson(target.remembered(), patch));
}

function refuseEmpty({ behaviours }: BuildContext, { objects, path }: MergePatch, entry: PatchEntry): void {
  if (objects.length > 0 || behaviours.emptyPatches) return;
  throw failAt('invalid-patch', 'the patch is empty', { path, node: entry.path ?? entry.node });
}

function mergeEach(merge: Merge, patch: MergePatch, targets: ReadonlyMap<number, Resource> | undefined): void {
  if (targets === undefined) {
    for (const each of patch.objects) mergeIntoNamed(merge, each);
    return;
  }
  const [object, second] = patch.objects;
  if (second !== undefined) {
    const message = 'a patch with a target must hold one object';
    throw failAt('invalid-patch', message, { path: patch.path, node: second.node });
  }
  if (object !== undefined) mergeIntoSelected(merge, object, targets);
}

/** Applies `patchesStrategicMerge:`, whose patches find the objects they name. */
export function applyMergePatch(build: BuildContext, pool: ResourcePool, patch: MergePatch): void {
  const merge = { build, pool, path: patch.path, allowed: NOTHING_ALLOWED };
  for (const object of patch.objects) mergeIntoNamed(merge, object, true);
}

/** Applies an entry of `patchesJson6902:`, each with a target that has a name. */
export function applyJson6902Patch(build: BuildContext, pool: ResourcePool, scope: Scope, entry: PatchEntry): void {
  if (entry.target?.name === undefined || entry.target.name.text === '') {
    const at = { path: scope.path, node: entry.node };
    throw failAt('invalid-patch', 'a JSON patch must have a target with a name', at);
  }
  const patch = readJsonPatch(build.loader, scope, entry);
  for (const [place, target] of select(pool, scope, entry.target)) pool.replace(place, patchWithJson(target, patch));
}

function select(
  pool: ResourcePool,
  scope: Scope,
  target: NonNullable<PatchEntry['target']>,
): ReadonlyMap<number, Resource> {
  const narrowing = { kind: literalPart(target.kind?.text, true), name: literalPart(target.name?.text, true) };
  const places = new Map<Resource, number>();
  for (const place of pool.candidates(narrowing)) {
    const resource = pool.at(place);
    if (resource !== undefined) places.set(resource, place);
  }
  const selected = selectTargets([...places.keys()], scope, target);
  return new Map(
    [...places].filter(([resource]) => selected.has(resource)).map(([resource, place]) => [place, resource]),
  );
}

function allowances(build: BuildContext, scope: Scope, entry: PatchEntry): Allowances {
  const options = entry.options ?? new Map<string, boolean>();
  for (const key of options.keys()) {
    if (!build.behaviours.typedPatchOptions || /^allow(name|kind)change$/i.test(key)) continue;
    const message = `"options.${key}" is not an option of a patch`;
    throw failAt('unknown-field', message, {
      path: scope.path,
      node: entry.node,
      fix: 'Write allowNameChange or allowKindChange.',
    });
  }
  return { name: options.get('allowNameChange') ?? false, kind: options.get('allowKindChange') ?? false };
}
