import type { Cluster } from '../../fleet/find/cluster.ts';
import { clusterKey } from '../../fleet/find/cluster.ts';
import { chainOf, type Inventory, type InventoryObject, type Root, unknownOf } from '../../flux/roots/inventory.ts';
import { objectsOf } from '../../flux/roots/search-roots.ts';
import { onceWhile } from '../../memo/by-value.ts';
import type { Applied } from '../../review/cluster/application.ts';
import { placeOf } from '../../review/origins/change-chain.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import type { Node } from '../../yaml/node/node.ts';
import type { FleetPlaces } from './fleet-places.ts';
import type { KustomizationFile, KustomizationFiles } from './kustomization-file.ts';
import { groupOf, groupsOf, ObjectIndex } from './object-index.ts';

/** A place as a finding names it. */
export interface FoundPlace {
  readonly path?: string;
  readonly line?: number;
}

/** What a side is made of. */
interface SideParts {
  readonly cluster: Cluster;
  readonly inventory: Inventory;
  /** The objects to find something about: a root that is unknown on either side would look gained or lost. */
  readonly objects: readonly InventoryObject[];
  /** What the other side alone holds and what is in the cluster nevertheless. */
  readonly staying: readonly InventoryObject[];
  /** What of the inventory is in the cluster; absent: all of it. */
  readonly applied: Applied | undefined;
  /** The kustomization files that its renders have read. */
  readonly kustomizations: readonly KustomizationFile[];
  /** Where all clusters at this tree are kept. */
  readonly places: FleetPlaces;
}

const known = onceWhile<Inventory, Side>();

/**
 * Gives the side of a cluster, the same one again while its inventory stays: what rules have found in it is then known.
 *
 * @param objects those of the inventory about which something can be said
 * @param staying what is in the cluster beside the inventory
 * @param applied what of the inventory is not there
 * @param files those of the tree that the inventory was rendered from
 * @throws Needs where a kustomization file has not been fetched yet
 */
export function sideOf(
  { cluster, inventory, objects, staying, applied, places }: Omit<SideParts, 'kustomizations'>,
  files: KustomizationFiles,
): Side {
  const make = () =>
    new Side({ cluster, inventory, objects, staying, applied, places, kustomizations: files.readBy(inventory) });
  // Which objects are left out, which stay, and which are not applied, depends on the other side too.
  if (objects !== inventory.objects || staying.length + (applied?.absent.size ?? 0) > 0) return make();
  return known(inventory, [clusterKey(cluster), places.key], make);
}

/**
 * One cluster at one of the two trees, as a rule sees it. It follows from the cluster, its inventory, what stays
 * beside that and the places of the others alone, so that it is the same side for as long as those are the same.
 */
export class Side implements SideParts {
  readonly cluster: Cluster;
  readonly inventory: Inventory;
  readonly objects: readonly InventoryObject[];
  readonly staying: readonly InventoryObject[];
  readonly applied: Applied | undefined;
  readonly kustomizations: readonly KustomizationFile[];
  readonly places: FleetPlaces;
  #index: ObjectIndex | undefined;
  #inCluster: ObjectIndex | undefined;
  #present: ObjectIndex | undefined;
  #known: ObjectIndex | undefined;
  #held: ReadonlySet<InventoryObject> | undefined;

  constructor({ cluster, inventory, objects, staying, applied, kustomizations, places }: SideParts) {
    this.cluster = cluster;
    this.inventory = inventory;
    this.objects = objects;
    this.staying = staying;
    this.applied = applied;
    this.kustomizations = kustomizations;
    this.places = places;
  }

  /** All that the manifests of the cluster hold, as far as they could be rendered. */
  get index(): ObjectIndex {
    this.#index ??= new ObjectIndex(groupsOf(this.inventory.roots));
    return this.#index;
  }

  /** All that the manifests hold, and what is in the cluster beside them: what is there, or is to come. */
  get inCluster(): ObjectIndex {
    this.#inCluster ??=
      this.staying.length === 0
        ? this.index
        : new ObjectIndex([...groupsOf(this.inventory.roots), groupOf(this.staying)]);
    return this.#inCluster;
  }

  /** {@link inCluster} without what is new and not applied: for telling whether something is there. */
  get present(): ObjectIndex {
    this.#present ??= this.#presentIn(this.applied?.absent);
    return this.#present;
  }

  #presentIn(absent: Applied['absent'] | undefined): ObjectIndex {
    if (absent === undefined || absent.size === 0) return this.inCluster;
    const groups = this.inventory.roots.map((root) => {
      return root.resources.some((each) => absent.has(each))
        ? groupOf(objectsOf(root).filter(({ resource }) => !absent.has(resource)))
        : { list: root.resources, objects: objectsOf(root) };
    });
    return new ObjectIndex([...groups, groupOf(this.staying)]);
  }

  /** {@link objects} by kind and name: for telling what is wrong with them. */
  get known(): ObjectIndex {
    this.#known ??= this.#isAll ? this.index : new ObjectIndex([groupOf(this.objects)]);
    return this.#known;
  }

  /**
   * @param search as `searchRootsFor` makes it
   * @returns those of {@link objects} that are meant
   */
  those(search: (roots: readonly Root[]) => readonly InventoryObject[]): readonly InventoryObject[] {
    const found = search(this.inventory.roots);
    if (this.#isAll) return found;
    this.#held ??= new Set(this.objects);
    const held = this.#held;
    return found.filter((object) => held.has(object));
  }

  get #isAll(): boolean {
    return this.objects === this.inventory.objects;
  }

  /**
   * Whether everything is rendered: only then is what was not found certainly not in the repository. What a hub's
   * releases install in a spoke is not.
   */
  get isWhole(): boolean {
    if (this.cluster.via !== undefined) return false;
    return this.inventory.external.length === 0 && this.inventory.roots.every((root) => unknownOf(root).length === 0);
  }

  /** Whether something in the cluster makes FluxKustomizations and sources that are not rendered here. */
  get makesFluxObjects(): boolean {
    return this.inventory.generators.some(({ resource }) => resource.gvk.group === 'fluxcd.controlplane.io');
  }

  /** @returns whether a path is in the cluster's own tree. */
  owns(path: string): boolean {
    return this.cluster.paths.some((own) => isWithin(path, own));
  }

  /** @returns where a node of an object is written, or else the object. */
  placeOf(object: InventoryObject, node?: Node): FoundPlace {
    return shown((node && placeOf(node, object)) ?? object.resource.trail.origin);
  }

  /** @returns the innermost line of the cluster's own tree that brings an object in. */
  entryOf(object: InventoryObject): FoundPlace {
    const chain = chainOf(object);
    return shown(chain.findLast(({ path }) => this.owns(path)) ?? chain[0]);
  }
}

/** @returns a place without a line where there is none. */
export function shown(place: { readonly path: string; readonly line: number | undefined } | undefined): FoundPlace {
  if (place === undefined) return {};
  return place.line === undefined ? { path: place.path } : { path: place.path, line: place.line };
}
