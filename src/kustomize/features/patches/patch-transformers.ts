import { mapAll } from '../../../tree/objects/needs.ts';
import type { BuildContext } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import { notedOnce, onPool, type Step, stepSource } from '../../context/step.ts';
import type { TargetOf } from '../../context/target.ts';
import { failAt } from '../../model/problem.ts';
import { listOf, type ReadField, struct, text, texts } from '../../read/decode.ts';
import { innerSource, parseInnerPatch } from '../../read/inline-objects.ts';
import { selector } from '../../select/selector.ts';
import { applyJson6902Patch, applyMergePatch, applyPatch } from './patches.ts';
import { asPatches, patch, readJsonPatch, readMergePatch, readPatch } from './read-patch.ts';

/** Reads `patches:`, `patchesStrategicMerge:` and `patchesJson6902:`. */
export const patchFields = (field: ReadField) => ({
  patches: field('patches', listOf(patch)) ?? [],
  patchesStrategicMerge: field('patchesStrategicMerge', texts) ?? [],
  patchesJson6902: field('patchesJson6902', listOf(patch)) ?? [],
});

type Patched = TargetOf<ReturnType<typeof patchFields>>;

/** `patchesStrategicMerge:` @throws BuildError where it holds no patch */
export function strategicMergeSteps(build: BuildContext, target: Patched): readonly Step[] {
  const { kustomization } = target;
  const { patchesStrategicMerge } = kustomization;
  if (patchesStrategicMerge.length === 0) return [];
  const patches = mapAll(patchesStrategicMerge, (entry) => {
    return build.gaps.unlessElsewhere('anything', () => readMergePatch(build.loader, kustomization, entry));
  });
  if (patches.every((each) => each?.objects.length === 0)) {
    const at = { path: kustomization.path, node: patchesStrategicMerge[0] };
    throw failAt('invalid-patch', 'patchesStrategicMerge holds no patch', { ...at, fix: 'Write one, or remove it.' });
  }
  const steps = patches.map((each, index) => {
    const source = stepSource(target, 'PatchStrategicMergeTransformer', patchesStrategicMerge[index]);
    return onPool(source, (pool) => each && applyMergePatch(build, pool, each));
  });
  return notedOnce(steps);
}

/** `patches:` */
export function patchSteps(build: BuildContext, target: Patched): readonly Step[] {
  return target.kustomization.patches.map((entry) =>
    onPool(stepSource(target, 'PatchTransformer', entry.node), (pool) =>
      applyPatch(build, pool, target.kustomization, entry),
    ),
  );
}

/** `patchesJson6902:` */
export function json6902Steps(build: BuildContext, target: Patched): readonly Step[] {
  return target.kustomization.patchesJson6902.map((entry) =>
    onPool(stepSource(target, 'PatchJson6902Transformer', entry.node), (pool) =>
      applyJson6902Patch(build, pool, target.kustomization, entry),
    ),
  );
}

/** `PatchTransformer` */
export function patchPlugin(build: BuildContext, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const entry = patch(node, reading);
  build.gaps.unlessElsewhere('anything', () => readPatch(build.loader, scope, entry));
  return onPool(plugin, (pool) => applyPatch(build, pool, scope, entry));
}

const json6902 = struct((field, node) => ({
  node,
  path: field('path', text),
  patch: field('jsonOp', text),
  target: field('target', selector),
  options: undefined,
}));

/** `PatchJson6902Transformer` */
export function patchJson6902Plugin(build: BuildContext, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const entry = json6902(node, reading);
  build.gaps.unlessElsewhere('anything', () => readJsonPatch(build.loader, scope, entry));
  return onPool(plugin, (pool) => applyJson6902Patch(build, pool, scope, entry));
}

const strategicMerge = struct((field) => ({
  paths: field('paths', texts) ?? [],
  patches: field('patches', text),
}));

/** `PatchStrategicMergeTransformer` @throws BuildError where it holds no patch */
export function patchStrategicMergePlugin(build: BuildContext, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { paths, patches } = strategicMerge(node, reading);
  const read = mapAll(paths, (path) => {
    return build.gaps.unlessElsewhere('anything', () => readMergePatch(build.loader, scope, path));
  });
  const all = read.filter((each) => each !== undefined);
  if (patches !== undefined && patches.text !== '') {
    const objects = asPatches(scope.path, parseInnerPatch(scope, innerSource(patches, patches.text)));
    all.push({ kind: 'merge', path: scope.path, objects });
  }
  if (all.length >= read.length && all.every(({ objects }) => objects.length === 0)) {
    const message = 'PatchStrategicMergeTransformer must have paths or patches that are not empty';
    throw failAt('invalid-patch', message, { path: scope.path, node });
  }
  return onPool(plugin, (pool) => {
    for (const each of all) applyMergePatch(build, pool, each);
  });
}
