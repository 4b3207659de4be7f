import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { isResourceSet } from '../../flux/sets/root/set-inputs.ts';
import { objectName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, Scalar } from '../../yaml/node/node.ts';
import { itemsAt } from '../../yaml/node/node-at.ts';
import type { Fleet } from '../plan/fleet.ts';

/** An input of a ResourceSet, by which a cluster runs what the set makes for it. */
export interface SetInput {
  readonly cluster: ClusterInventory;
  readonly set: Resource;
  /** In its list of inputs, from 0. */
  readonly at: number;
}

/** @returns the inputs with a value of a name, in whatever case */
export function inputsNamed({ clusters }: Pick<Fleet, 'clusters'>, name: string): readonly SetInput[] {
  return clusters.flatMap((cluster) =>
    cluster.inventory.objects
      .map(({ resource }) => resource)
      .filter(isResourceSet)
      .flatMap((set) => {
        const at = inputNamed(set, name);
        return at < 0 ? [] : [{ cluster, set, at }];
      }),
  );
}

/** @returns which input of a ResourceSet has a value of a name; -1 where none has */
export function inputNamed({ node }: Resource, name: string): number {
  return itemsAt(node, 'spec', 'inputs').findIndex(
    (item) => item instanceof Mapping && [...item.entries.values()].some((value) => isNamed(value, name)),
  );
}

/** @returns the ResourceSet of a cluster that is what another one is to its own */
export function sameSetIn({ inventory }: ClusterInventory, set: Resource): Resource | undefined {
  const name = objectName(set);
  return inventory.objects
    .map(({ resource }) => resource)
    .find((each) => isResourceSet(each) && objectName(each) === name);
}

function isNamed(value: unknown, name: string): boolean {
  return value instanceof Scalar && value.tag === 'str' && value.text.toLowerCase() === name.toLowerCase();
}
