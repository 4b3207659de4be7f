import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import { kindName } from '../../kubernetes/facts/object-ref.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import { placeOf } from '../../review/origins/change-chain.ts';
import { Scalar } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/** A value as a file writes it, and what shall stand there instead. */
export interface WrittenValue {
  readonly path: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/**
 * Finds what a field of a cluster is written as: its own line, or that of the variable that it takes.
 *
 * @param to what the field shall become
 * @throws PromotionRefusal where no file of the repository holds it
 */
export function locateVersion(
  field: Scalar,
  to: string,
  object: InventoryObject,
  cluster: ClusterInventory,
): WrittenValue {
  const { template } = field.marks;
  if (template === undefined) return written(placeOf(field, object), field.text, to, object);
  const here = written(placeOf(field, object), template, to, object);
  const [, before = '', name = '', after = ''] = /^([^$]*)\$\{(\w+)(?::[=-][^}]*)?\}([^$]*)$/.exec(template) ?? [];
  if (name === '' || !to.startsWith(before) || !to.endsWith(after) || to.length < before.length + after.length)
    refuse(
      `${here.path}:${here.line} makes the version of ${kindName(object.resource)} from \`${template}\``,
      'Set its variables by hand.',
    );
  const value = variableOf(name, object, cluster);
  if (value === undefined)
    refuse(
      `${here.path}:${here.line} takes the version of ${kindName(object.resource)} from \`\${${name}}\`, which no file of ${cluster.cluster.name} sets`,
      'Set it where the cluster gets its variables from.',
    );
  return written(value.place, value.text, to.slice(before.length, to.length - after.length), object);
}

function written(place: FileLine | undefined, from: string, to: string, { resource }: InventoryObject): WrittenValue {
  if (place?.line === undefined)
    refuse(`the version of ${kindName(resource)} is made by the build, not written in a file`, 'Change it by hand.');
  return { path: place.path, line: place.line, from, to };
}

interface Variable {
  readonly text: string;
  readonly place: FileLine | undefined;
}

/** What a FluxKustomization sets itself wins over what it takes from ConfigMaps, of which the last one wins. */
function variableOf(name: string, { root }: InventoryObject, { inventory }: ClusterInventory): Variable | undefined {
  const { flux } = root;
  const above = rootsAround(inventory).parentOf(root);
  const own = nodeAt(flux?.resource.node, 'spec', 'postBuild', 'substitute', name);
  if (own instanceof Scalar && flux !== undefined && above !== undefined)
    return { text: own.text, place: placeOf(own, { resource: flux.resource, root: above }) };
  for (const resource of [...root.variablesFrom].reverse()) {
    const value = resource.kind === 'Secret' ? undefined : nodeAt(resource.node, 'data', name);
    const holder = inventory.objects.find((each) => each.resource === resource);
    if (value instanceof Scalar && holder !== undefined) return { text: value.text, place: placeOf(value, holder) };
  }
  return undefined;
}
