import type { FluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import { type Node, type Place, Scalar } from '../../yaml/node/node.ts';
import { nodeAt, scalarsIn } from '../../yaml/node/node-at.ts';

/**
 * What the spokes of a hub are called where people see it. A name leads to approvals, files and links, so that nothing
 * behind this can hide a part of it any more.
 *
 * @param inventories of the hub
 * @returns by each spoke's own name, in their order, what is shown for it: `***` stands for what a Secret holds, and is
 *   numbered where several would be called the same
 */
export function shownSpokes(inventories: readonly Inventory[]): ReadonlyMap<string, string> {
  const names = [...new Set(inventories.flatMap(({ spokes }) => [...spokes.keys()]))].sort();
  const secret = new Map(names.length === 0 ? [] : inventories.flatMap(secretParts));
  const shown = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    const own = name
      .split(BETWEEN)
      .map((part) => secret.get(part) ?? part)
      .join(BETWEEN);
    const free = own === name ? own : untaken(own, taken);
    taken.add(free);
    shown.set(name, free);
  }
  return shown;
}

const BETWEEN = '->';

function untaken(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let at = 2; taken.has(free); at++) free = `${name} (${at})`;
  return free;
}

/** @returns by `namespace/secret` of those that a Secret names, what is shown of it */
function secretParts(hub: Inventory): readonly (readonly [string, string])[] {
  const clusters = [...hub.spokes.values()];
  const fluxes = clusters.flatMap(({ roots, external }) => [...roots, ...external].flatMap(({ flux }) => flux ?? []));
  const places = placesOf([hub, ...clusters].flatMap(({ roots }) => roots.map(({ resources }) => resources)));
  return fluxes.flatMap((flux) => secretPart(flux, (node) => isSecret(node, places)));
}

function secretPart(
  { spec, namespace, resource }: FluxKustomization,
  isSecretNode: (node: Node | undefined) => boolean,
): readonly (readonly [string, string])[] {
  const names = ['secretRef', 'configMapRef'].map((ref) => nodeAt(spec, 'kubeConfig', ref, 'name'));
  const name = names.find((each) => each instanceof Scalar && each.text !== '');
  if (!(name instanceof Scalar)) return [];
  const isNamespace = isSecretNode(nodeAt(resource.node, 'metadata', 'namespace'));
  if (!isNamespace && !isSecretNode(name)) return [];
  const shown = `${isNamespace ? '***' : namespace}/${isSecretNode(name) ? '***' : name.text}`;
  return [[`${namespace}/${name.text}`, shown]];
}

type Places = ReadonlyMap<Place['source'], ReadonlySet<number>>;

/** What a variable fills in is marked; what a replacement copies stands where the Secret's value does. */
function isSecret(node: Node | undefined, places: Places): boolean {
  if (!(node instanceof Scalar)) return false;
  const { hidden, place } = node;
  return hidden === 'secret' || (place !== undefined && places.get(place.source)?.has(place.offset) === true);
}

const secretsIn = searchFor(({ kind, gvk }: Resource) => kind === 'Secret' && gvk.group === '');

function placesOf(lists: readonly (readonly Resource[])[]): Places {
  const places = new Map<Place['source'], Set<number>>();
  for (const { node } of secretsIn(lists)) {
    for (const { place } of [node.get('data'), node.get('stringData')].flatMap(scalarsIn)) {
      if (place !== undefined) places.set(place.source, (places.get(place.source) ?? new Set()).add(place.offset));
    }
  }
  return places;
}
