import type { Build } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onPool, type Step } from '../../context/step.ts';
import { failAt } from '../../model/problem.ts';
import { listOf, struct, text } from '../../read/decode.ts';
import { patch } from '../../read/fields.ts';
import { innerSource, parseInnerPatch } from '../../read/inline-objects.ts';
import { selector } from '../../read/selector.ts';
import { applyJson6902Patch, applyMergePatch, applyPatch } from './patches.ts';
import { asPatches, readJsonPatch, readMergePatch, readPatch } from './read-patch.ts';

/** `PatchTransformer` */
export function patchPlugin(build: Build, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const entry = patch(node, reading);
  readPatch(build.loader, scope, entry);
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
export function patchJson6902Plugin(build: Build, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const entry = json6902(node, reading);
  readJsonPatch(build.loader, scope, entry);
  return onPool(plugin, (pool) => applyJson6902Patch(build, pool, scope, entry));
}

const strategicMerge = struct((field) => ({
  paths: field('paths', listOf(text)) ?? [],
  patches: field('patches', text),
}));

/** `PatchStrategicMergeTransformer` @throws BuildError where it holds no patch */
export function patchStrategicMergePlugin(build: Build, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { paths, patches } = strategicMerge(node, reading);
  const all = [...build.all(paths, (path) => readMergePatch(build.loader, scope, path))];
  if (patches !== undefined && patches.text !== '') {
    const objects = asPatches(scope.path, parseInnerPatch(scope, innerSource(patches, patches.text)));
    all.push({ kind: 'merge', path: scope.path, objects });
  }
  if (all.every(({ objects }) => objects.length === 0)) {
    const message = 'PatchStrategicMergeTransformer must have paths or patches that are not empty';
    throw failAt('invalid-patch', message, { path: scope.path, node });
  }
  return onPool(plugin, (pool) => {
    for (const each of all) applyMergePatch(build, pool, each);
  });
}
