import type { Mapping } from '../../yaml/node.ts';
import { Unprintable } from '../../yaml/unprintable.ts';
import type { Build } from '../build-context.ts';
import { applyJsonPatch } from '../json-patch/apply-json-patch.ts';
import { JsonPatchError } from '../json-patch/json-patch-error.ts';
import { failAt } from '../problem.ts';
import { describe, type Resource } from '../resource.ts';
import { MergeError } from '../strategic-merge/merge-error.ts';
import { strategicMerge } from '../strategic-merge/strategic-merge.ts';
import type { JsonPatch } from './read-patch.ts';

/**
 * @param path the file the patch stands in
 * @returns the merged object; `undefined` where the patch deletes it
 * @throws BuildError where the two do not fit together
 */
export function mergePatch(build: Build, target: Resource, patch: Mapping, path: string): Mapping | undefined {
  try {
    return strategicMerge(patch, target.node, build.schemas);
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    const message = `patching ${describe(target)}: ${error.message}`;
    throw failAt('invalid-patch', message, { path, node: error.node ?? patch });
  }
}

/** @throws BuildError where an operation does not apply */
export function patchWithJson(target: Resource, { patch, path }: JsonPatch): Resource {
  try {
    return target.withNode(applyJsonPatch(patch, target.node));
  } catch (error) {
    const message = `patching ${describe(target)}: ${error instanceof Error ? error.message : ''}`;
    if (error instanceof Unprintable) throw failAt('invalid-object', message, { path, node: error.scalar });
    if (!(error instanceof JsonPatchError)) throw error;
    throw failAt('invalid-patch', message, { path, node: error.node ?? patch.operations[0]?.node });
  }
}
