import type { InventoryObject } from '../../flux/inventory.ts';
import { mayBeBrought, namespacesOf } from '../namespaces.ts';
import type { Found, Rule } from '../rule.ts';
import type { Side } from '../side.ts';

export const missingNamespace: Rule = {
  id: 'missing-namespace',
  severity: 'error',
  title: 'A namespace that does not exist',
  why: 'An object cannot be created in a namespace that does not exist, and the whole root that holds it stops.',
  fix: 'Add the Namespace to what the cluster refers to, in this pull request or before it.',
  look(side, former) {
    const present = namespacesOf(side);
    return side.objects.flatMap((object) => {
      const { namespace } = object.resource;
      if (namespace === '' || present.has(namespace)) return [];
      return [describe(side, former, namespace, object)];
    });
  },
};

function describe(side: Side, former: Side | undefined, namespace: string, object: InventoryObject): Found {
  const { kind, name } = object.resource;
  const together = (names: string) => `${names} cannot be created: namespace ${namespace} does not exist`;
  return {
    object,
    ...(isCertain(side, former, namespace) ? {} : { severity: 'notice' }),
    message: together(`${kind}/${name}`),
    together,
    ...side.entryOf(object),
    fix: `Add Namespace ${namespace} to what the cluster refers to, in this pull request or before it.`,
  };
}

/**
 * What is not rendered may hold the namespace, as a chart that is installed into it; and one that has held objects all
 * along, without the repository saying so, was made by somebody else.
 */
function isCertain(side: Side, former: Side | undefined, namespace: string): boolean {
  if (!side.isWhole || mayBeBrought(side, namespace)) return false;
  if (former === undefined || namespacesOf(former).has(namespace)) return true;
  return !former.inventory.objects.some(({ resource }) => resource.namespace === namespace);
}
