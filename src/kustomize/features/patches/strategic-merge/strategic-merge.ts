import type { Schemas } from '../../../../kubernetes/api/schemas.ts';
import { Mapping } from '../../../../yaml/node/node.ts';
import { settleFlow } from '../../../nodes/settle-flow.ts';
import { Draft } from './draft.ts';
import { Walk } from './walk.ts';

/**
 * Merges a strategic merge patch into an object. What neither changes is shared; what the patch brings are its own nodes,
 * so that a field's place tells who set it.
 *
 * @param schemas the merge keys, by the target's apiVersion and kind
 * @returns the merged object, the target itself where nothing changes, or `undefined` where the patch deletes it
 * @throws MergeError where the two do not fit together
 * @see kustomize api/filters/patchstrategicmerge Filter, kyaml/yaml/merge2 Merge
 */
export function strategicMerge(patch: Mapping, target: Mapping, schemas: Schemas): Mapping | undefined {
  const draft = new Draft(target);
  if (new Walk(schemas).merge(draft, new Draft(patch)) === undefined) return undefined;
  // kustomize keeps the object that it merged into: `$patch: replace` of a whole object changes nothing.
  const merged = settleFlow(draft.freeze(), target);
  return merged instanceof Mapping ? merged : target;
}
