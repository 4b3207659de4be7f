import type { Node } from '../../yaml/node.ts';
import { FieldSpecError } from '../apply-field-spec.ts';
import { ConflictingFieldSpecs } from '../field-specs/field-spec.ts';
import type { Kustomization } from '../kustomization/load.ts';
import { failAt } from '../problem.ts';
import { describe, type Resource } from '../resource.ts';

/**
 * Changes resources one by one, and tells where a change that cannot be made was asked for.
 *
 * @param doing what is done, as `setting the namespace`, for messages
 * @param by the entry of the kustomization that asks for it
 */
export function transformEach(
  resources: readonly Resource[],
  doing: string,
  by: { readonly kustomization: Kustomization; readonly node: Node | undefined },
  transform: (resource: Resource) => Resource,
): readonly Resource[] {
  return resources.map((resource) => {
    try {
      return transform(resource);
    } catch (error) {
      if (!(error instanceof FieldSpecError) && !(error instanceof ConflictingFieldSpecs)) throw error;
      const code = error instanceof FieldSpecError ? 'transform-failed' : 'conflicting-field-specs';
      const message = `${doing} on ${describe(resource)}: ${error.message}`;
      throw failAt(code, message, { path: by.kustomization.path, node: by.node });
    }
  });
}
