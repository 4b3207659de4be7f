import type { Mapping } from '../../yaml/node.ts';
import type { Build } from '../build-context.ts';
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

export function patchWithJson(target: Resource, _patch: JsonPatch): Resource {
  return target;
}
