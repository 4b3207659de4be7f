import type { Cluster } from '../fleet/find-clusters.ts';
import { chainOf, type Inventory, type InventoryObject, type Root } from '../flux/inventory.ts';
import { placeOf } from '../radius/change-chain.ts';
import { isWithin } from '../tree/paths.ts';
import type { Node } from '../yaml/node.ts';
import type { KustomizationFile, KustomizationFiles } from './kustomization-file.ts';
import { ObjectIndex } from './object-index.ts';

/** A place as a finding names it. */
export interface FoundPlace {
  readonly path?: string;
  readonly line?: number;
}

/** What the clusters at one tree have in common. */
export interface SharedByFleet {
  readonly files: KustomizationFiles;
  /** Gives all clusters at this tree, in promotion order. */
  readonly fleet: () => readonly Side[];
  /** Gives what people promote an object as. */
  readonly unitOf: (object: InventoryObject) => string | undefined;
}

/** One cluster at one of the two trees, as a rule sees it. */
export class Side {
  readonly cluster: Cluster;
  readonly inventory: Inventory;
  /** The same cluster before the merge; `undefined` where it is new, and for the side before itself. */
  readonly former: Side | undefined;
  /** The objects to find something about: a root that is unknown on either side would look gained or lost. */
  readonly objects: readonly InventoryObject[];
  readonly #files: KustomizationFiles;
  readonly #unitOf: (object: InventoryObject) => string | undefined;
  readonly #fleet: () => readonly Side[];
  #index: ObjectIndex | undefined;
  #known: ObjectIndex | undefined;
  #units: ReadonlyMap<string, readonly InventoryObject[]> | undefined;
  #kustomizations: readonly KustomizationFile[] | undefined;

  /**
   * @param isUnknown whether nothing is said about the objects of a root
   * @param shared what all clusters at this tree have in common
   */
  constructor(
    cluster: Cluster,
    inventory: Inventory,
    former: Side | undefined,
    isUnknown: (root: Root) => boolean,
    shared: SharedByFleet,
  ) {
    this.cluster = cluster;
    this.inventory = inventory;
    this.former = former;
    const unknown = new Set(inventory.roots.filter(isUnknown));
    this.objects = unknown.size === 0 ? inventory.objects : inventory.objects.filter(({ root }) => !unknown.has(root));
    this.#files = shared.files;
    this.#fleet = shared.fleet;
    this.#unitOf = shared.unitOf;
  }

  /** All that the cluster holds, as far as it could be rendered: for telling whether something is there. */
  get index(): ObjectIndex {
    this.#index ??= new ObjectIndex(this.inventory.objects);
    return this.#index;
  }

  /** {@link objects} by kind and name: for telling what is wrong with them. */
  get known(): ObjectIndex {
    this.#known ??= this.objects === this.inventory.objects ? this.index : new ObjectIndex(this.objects);
    return this.#known;
  }

  /**
   * Whether everything is rendered: only then is what was not found certainly not in the repository. What a hub's
   * releases install in a spoke is not.
   */
  get isWhole(): boolean {
    if (this.cluster.via !== undefined) return false;
    return this.inventory.external.length === 0 && this.inventory.roots.every((root) => root.problems.length === 0);
  }

  /** The objects by what people promote them as; those that only the cluster's own tree holds are in no unit. */
  get units(): ReadonlyMap<string, readonly InventoryObject[]> {
    if (this.#units !== undefined) return this.#units;
    const units = new Map<string, InventoryObject[]>();
    for (const object of this.objects) {
      const unit = this.#unitOf(object);
      if (unit === undefined) continue;
      const known = units.get(unit);
      if (known === undefined) units.set(unit, [object]);
      else known.push(object);
    }
    this.#units = units;
    return units;
  }

  /** The kustomization files that its renders have read. */
  get kustomizations(): readonly KustomizationFile[] {
    if (this.#kustomizations !== undefined) return this.#kustomizations;
    const paths = new Set(this.inventory.roots.flatMap((root) => [...root.reads.keys()]));
    this.#kustomizations = [...paths].flatMap((path) => this.#files.at(path) ?? []);
    return this.#kustomizations;
  }

  /** All clusters at this tree, this one among them, in promotion order. */
  get fleet(): readonly Side[] {
    return this.#fleet();
  }

  /** @returns whether a path is in the cluster's own tree. */
  owns(path: string): boolean {
    return isWithin(path, this.cluster.path);
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
