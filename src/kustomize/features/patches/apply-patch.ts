import { Mapping, Scalar } from '../../../yaml/node/node.ts';
import { nodeAt } from '../../../yaml/node/node-at.ts';
import { Unprintable } from '../../../yaml/node/unprintable.ts';
import type { BuildContext } from '../../context/build-context.ts';
import { refuseOddKeys } from '../../model/odd-keys.ts';
import { failAt } from '../../model/problem.ts';
import { describeResource, type Resource } from '../../model/resource.ts';
import { JsonPatchError } from '../../nodes/json-patch-error.ts';
import { checkPrintable } from '../../nodes/printable.ts';
import { withTypes } from '../../nodes/untagged.ts';
import { applyJsonPatch } from './json-patch/apply-json-patch.ts';
import type { JsonPatch } from './read-patch.ts';
import { MergeError } from './strategic-merge/merge-error.ts';
import { strategicMerge } from './strategic-merge/strategic-merge.ts';

/**
 * @param path the file the patch stands in
 * @returns the merged object; `undefined` where the patch deletes it
 * @throws BuildError where the two do not fit together
 */
export function mergePatch(build: BuildContext, target: Resource, patch: Mapping, path: string): Mapping | undefined {
  try {
    const merged = strategicMerge(patch, target.node, build.schemas.read());
    if (merged !== undefined) refuseOddKeys(patch, merged, target.node, path);
    return merged;
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    const message = `patching ${describeResource(target)}: ${error.message}`;
    const fix = 'Use the type in the patch that the object has there: a mapping, a list or a value.';
    throw failAt('invalid-patch', message, { path, node: error.node ?? patch, fix });
  }
}

/**
 * @param target of which kustomize notes in its annotations what it was called: there are annotations, then, for the patch
 *   to add to, though the object has none
 * @returns the target with a JSON patch applied
 * @throws BuildError where an operation does not fit it
 * @see kustomize api/internal/builtins PatchTransformer.transformJson6902, api/resource Resource.StorePreviousId
 */
export function patchRememberedWithJson(target: Resource, patch: JsonPatch): Resource {
  const metadata = target.node.get('metadata');
  const annotations = nodeAt(metadata, 'annotations');
  const isBare = annotations === undefined || (annotations instanceof Scalar && annotations.tag === 'null');
  if (!isBare || !(metadata instanceof Mapping)) return patchWithJson(target, patch);
  const notes = [
    ['previousKinds', target.kind],
    ['previousNames', target.name],
    ['previousNamespaces', target.effectiveNamespace],
  ].map(([key = '', text = '']) => [`internal.config.kubernetes.io/${key}`, new Scalar(text)] as const);
  const noted = metadata.with('annotations', new Mapping(notes));
  const patched = patchWithJson(target.withNode(target.node.with('metadata', noted)), patch);
  return patched.withNode(without(patched.node, new Set(notes.map(([key]) => key))));
}

function without(node: Mapping, notes: ReadonlySet<string>): Mapping {
  const metadata = node.get('metadata');
  const annotations = nodeAt(metadata, 'annotations');
  if (!(metadata instanceof Mapping) || !(annotations instanceof Mapping)) return node;
  const left = [...annotations.entries].filter(([key]) => !notes.has(key));
  if (left.length === annotations.entries.size) return node;
  const own = new Mapping(left, annotations.place, annotations.isFlow);
  return node.with('metadata', left.length === 0 ? metadata.without('annotations') : metadata.with('annotations', own));
}

/**
 * @returns the target with a JSON patch applied
 * @throws BuildError where an operation does not fit it
 */
export function patchWithJson(target: Resource, { patch, path }: JsonPatch): Resource {
  try {
    checkPrintable(target.node);
    const patched = applyJsonPatch(patch, target.node);
    const typed = withTypes(patched);
    return target.withNewNode(typed instanceof Mapping ? typed : patched);
  } catch (error) {
    if (error instanceof Unprintable) {
      throw failAt('invalid-object', error.message, {
        path: target.trail.origin.path,
        node: error.scalar ?? target.node,
      });
    }
    if (!(error instanceof JsonPatchError)) throw error;
    const where = error.path === undefined ? '' : ` at ${error.path}`;
    const message = `patching ${describeResource(target)}${where}: ${error.message}`;
    const fix = 'Correct its path and value, or narrow its target to the objects that have them.';
    throw failAt('invalid-patch', message, { path, node: error.node, fix });
  }
}
