import { type InventoryObject, isUnsynced } from '../../flux/roots/inventory.ts';
import type { ClusterSchemas } from '../../kubernetes/schemas/cluster-schemas.ts';
import { validateObject } from '../../kubernetes/validation/validate-object.ts';
import type { Violation } from '../../kubernetes/validation/violation.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceTogether } from '../../memo/by-value.ts';
import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import { pathText } from '../diff/field-changes.ts';

const known = onceTogether<readonly Violation[]>();
const knownOfTemplates = onceTogether<readonly Violation[]>();

/** @returns what the schemas of a cluster do not allow in an object; nothing for one of a kind that they do not know */
export function violationsIn({ resource, root }: InventoryObject, schemas: ClusterSchemas): readonly Violation[] {
  const found = schemas.find(resource.apiVersion, resource.kind);
  if (found.is !== 'served' || isOfUnknownKind(resource)) return [];
  const isTemplate = isUnsynced(root);
  const isOpaque = ({ text }: { readonly text: string }) => isTemplate && text.includes('${');
  const { schema, unknown } = found;
  return (isTemplate ? knownOfTemplates : known)([resource.node, schema], () => {
    return validateObject(resource.node, schema, { unknown, isOpaque });
  });
}

/** @returns whether a variable gives an object its kind that only the cluster has */
export function isOfUnknownKind({ node }: Resource): boolean {
  return [node.get('apiVersion'), node.get('kind')].some(isHidden);
}

/** Tells a violation from others of the object, before and after a change of it. */
export function violationKey({ code, path, message }: Violation): string {
  return `${code} ${pathText(path)} ${message}`;
}
