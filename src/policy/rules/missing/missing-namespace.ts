import type { Cluster } from '../../../fleet/find/cluster.ts';
import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { onceEach } from '../../../memo/by-value.ts';
import { quoted } from '../../../text/quoted.ts';
import { isHidden } from '../../../yaml/node/hidden-scalar.ts';
import { nodeAt } from '../../../yaml/node/node-at.ts';
import { heldNamespaces, mayBeBrought, namespacesOf } from '../../facts/namespaces.ts';
import { isWaitingToo, notApplied } from '../../view/not-applied.ts';
import type { FleetContext, Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const missingNamespace: Rule = {
  id: 'missing-namespace',
  severity: 'error',
  title: 'A namespace that does not exist',
  why: 'An object cannot be created in a namespace that does not exist, and nothing else in its root is applied.',
  fix: 'Add the Namespace to the manifests of the cluster, in this pull request or before it.',
  look(side, before) {
    const present = namespacesOf(side);
    const all = side.inventory.roots.flatMap(({ resources }) => namespacesIn(resources));
    if (all.every((name) => name === '' || present.has(name))) return [];
    const missing = new Set(
      side.objects.map(({ resource }) => resource.namespace).filter((name) => !present.has(name)),
    );
    const certain = new Set([...missing].filter((name) => isCertain(side, before, name)));
    return side.objects.flatMap((object) => {
      const { namespace, node } = object.resource;
      if (namespace === '' || !missing.has(namespace)) return [];
      // What it is called is not known, so neither is whether it is there.
      if (isHidden(nodeAt(node, 'metadata', 'namespace'))) return [];
      if (heldNamespaces(side).has(namespace) && isWaitingToo(side, object)) return [];
      return [findingOf(side, before, object, certain.has(namespace))];
    });
  },
};

/** Those that the objects of a root name. */
const namespacesIn = onceEach((list: readonly Resource[]) => [...new Set(list.map(({ namespace }) => namespace))]);

function findingOf(side: Side, before: Side | undefined, object: InventoryObject, isSure: boolean): Found {
  const { namespace } = object.resource;
  const isLost = before !== undefined && namespacesOf(before).has(namespace);
  const together = (names: string) =>
    isLost
      ? `${names} can no longer be applied: namespace ${quoted(namespace)} is deleted`
      : `${names} cannot be created: namespace ${quoted(namespace)} does not exist`;
  const absence = notApplied(side, side.inCluster.find('/Namespace', '', namespace));
  const severity = isSure ? absence?.severity : 'notice';
  const add = (context: FleetContext) => remedy(side.cluster, context, namespace);
  return {
    object,
    ...(severity === undefined ? {} : { severity }),
    message: together(objectTitle(object.resource)),
    together,
    ...side.entryOf(object),
    fix: absence?.fix ?? (isLost ? 'Keep the Namespace, or remove what is in it as well.' : add),
  };
}

/** What another cluster has can be promoted from there. */
function remedy(cluster: Cluster, { fleet }: FleetContext, namespace: string): string {
  const title = objectTitle({ kind: 'Namespace', name: namespace });
  const add = `Add ${title} for ${cluster.name}, in this pull request or before it`;
  const other = fleet.find((side) => side.index.find('/Namespace', '', namespace) !== undefined);
  const canBeAsked = cluster.via === undefined && PLAIN.test(namespace) && PLAIN.test(cluster.name);
  if (other === undefined || !canBeAsked) return `${add}.`;
  return `${add}: \`/promote namespace/${namespace} ${cluster.name}\` adds it as ${other.cluster.name} has it.`;
}

/** What a command takes as it is. */
const PLAIN = /^[a-z0-9][a-z0-9.-]*$/i;

/**
 * What is not rendered may hold the namespace, as a chart that is installed into it; and one that has held objects all
 * along, without the repository saying so, was made by somebody else.
 */
function isCertain(side: Side, before: Side | undefined, namespace: string): boolean {
  if (!side.isWhole || mayBeBrought(side, namespace)) return false;
  if (before === undefined || namespacesOf(before).has(namespace)) return true;
  return !before.inventory.objects.some(({ resource }) => resource.namespace === namespace);
}
