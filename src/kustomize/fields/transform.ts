import type { Node } from '../../yaml/node/node.ts';
import { failAt } from '../model/problem.ts';
import { describeResource, type Resource } from '../model/resource.ts';
import type { Scope } from '../model/scope.ts';
import { FieldSpecError } from './apply-field-spec.ts';
import { ConflictingFieldSpecs } from './field-spec.ts';

/** The entry of a configuration that asks for a change. */
interface AskedBy {
  readonly scope: Scope;
  readonly node: Node | undefined;
}

/**
 * Changes resources one by one, and tells where a change that cannot be made was asked for.
 *
 * @param doing what is done, as `setting the namespace`, for messages
 */
export function transformEach(
  resources: readonly Resource[],
  doing: string,
  by: AskedBy,
  transform: (resource: Resource) => Resource,
): readonly Resource[] {
  return resources.map((resource) => transformOne(resource, doing, by, () => transform(resource)));
}

/** Changes one resource, as {@link transformEach} does. */
export function transformOne(resource: Resource, doing: string, by: AskedBy, transform: () => Resource): Resource {
  try {
    return transform();
  } catch (error) {
    if (!(error instanceof FieldSpecError) && !(error instanceof ConflictingFieldSpecs)) throw error;
    const code = error instanceof FieldSpecError ? 'transform-failed' : 'conflicting-field-specs';
    const message = `${doing} on ${describeResource(resource)}: ${error.message}`;
    const fix = 'Correct that field of the object, or the path that this entry or its configuration gives.';
    throw failAt(code, message, { path: by.scope.path, node: by.node, fix });
  }
}
