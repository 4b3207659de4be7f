import { type Inventory, type InventoryObject, makerOf, type Root } from '../../flux/roots/inventory.ts';
import { objectsOf } from '../../flux/roots/search-roots.ts';
import type { Link, Origin } from '../../kustomize/model/origin.ts';
import { onceWhile } from '../../memo/by-value.ts';
import { directoriesAbove } from '../../memo/tree-change.ts';
import { dirname, isWithin } from '../../tree/objects/paths.ts';
import { isMounted } from '../../tree/sources/mount.ts';
import type { Cluster } from '../find/cluster.ts';
import { ClusterWords } from '../find/names/cluster-words.ts';
import { shortNames, unitKeys } from './unit-names.ts';

/** Directories that say which variant or which part of a thing they hold, not which thing. */
const VARIANT = /\/(bases?|app|manifests|deploy|(overlays?|envs?|environments?|variants?)(\/[^/]+)?)$/;

const directoriesOnce = onceWhile<Inventory, ReadonlySet<string>>();

/**
 * Gives every object of a fleet its unit: what people promote, an app, a namespace set, a controller. It is the first
 * shared directory on the object's way into the cluster that does more than name others for that cluster.
 */
export class Units {
  readonly #names = new Map<string, string>();
  readonly #directories = new Map<string, readonly string[]>();
  readonly #clusterPaths: ReadonlySet<string>;
  /** The cluster paths, and the directories that they are in. */
  readonly #homes: ReadonlySet<string>;
  readonly #words: ClusterWords;
  /** Says the same for clusters among which an object has the same directory. */
  readonly #key: string;

  /** @param inventories all of the fleet, on both sides, so that a unit has one name everywhere */
  constructor(inventories: readonly { readonly cluster: Cluster; readonly inventory: Inventory }[]) {
    const clusters = inventories.map(({ cluster }) => cluster);
    this.#clusterPaths = new Set(clusters.flatMap(({ paths }) => paths).filter((path) => path !== ''));
    this.#homes = new Set([...this.#clusterPaths, ...directoriesAbove(this.#clusterPaths)]);
    this.#words = new ClusterWords(clusters);
    this.#key = JSON.stringify([...new Set(clusters.map(({ name, paths }) => [name, ...paths].join('\n')))]);
    const found = new Set<string>();
    for (const inventory of new Set(inventories.map(({ inventory }) => inventory)))
      for (const directory of this.#directoriesIn(inventory)) found.add(directory);
    const keys = unitKeys([...found].sort(), this.#words);
    const names = shortNames([...new Set(keys.values())].sort(), this.#words);
    for (const [directory, key] of keys) {
      if (key === '') continue;
      const name = names.get(key) ?? key;
      this.#names.set(directory, name);
      this.#directories.set(name, [...(this.#directories.get(name) ?? []), directory]);
    }
  }

  /** @returns `undefined` for an object that only a cluster's own tree holds, or nothing less than the whole repository. */
  of(object: InventoryObject): string | undefined {
    const directory = this.#directoryOf(object);
    return directory === undefined ? undefined : this.#names.get(directory);
  }

  /** @returns the directories that a unit is kept in, without their variants; several where clusters have their own. */
  directoriesOf(unit: string): readonly string[] {
    return this.#directories.get(unit) ?? [];
  }

  /** An inventory that stays the same, in a fleet of the same clusters, is looked through once. */
  #directoriesIn(inventory: Inventory): ReadonlySet<string> {
    return directoriesOnce(
      inventory,
      [this.#key],
      () => new Set(inventory.roots.flatMap((root) => this.#directoriesOfRoot(root))),
    );
  }

  /** What is made of an object is of its unit. */
  #directoriesOfRoot(root: Root): readonly string[] {
    const objects = makerOf(root) === undefined ? objectsOf(root) : objectsOf(root).slice(0, 1);
    return objects.flatMap((object) => this.#directoryOf(object) ?? []);
  }

  /** @returns the directory of an object's unit, without its variant. */
  #directoryOf({ resource, root }: InventoryObject): string | undefined {
    const maker = makerOf(root);
    if (maker !== undefined) return this.#directoryOf(maker);
    if (isMounted(root.directory)) return this.#directoryOfReferrer(root);
    const { origin, via } = resource.trail;
    const steps = [...shared(via), ...generatorOf(origin)].filter(
      ({ directory }) => !this.#isOwn(directory) && !isMounted(directory),
    );
    const first = steps.find((step, at) => {
      return !step.isList && !(this.#words.isNamedAfterOne(step.directory) && at < steps.length - 1);
    });
    const directory =
      first?.directory ??
      (isMounted(origin.path)
        ? this.#directoryHere(steps, root.directory)
        : this.#directoryOfFile(origin.path, root.directory, via));
    return directory === undefined ? undefined : this.#withoutVariant(directory);
  }

  /** What a source of Flux brings belongs to what holds the FluxKustomization that takes it from there. */
  #directoryOfReferrer({ chain }: InventoryObject['root']): string | undefined {
    const file = chain.findLast(({ path }) => !isMounted(path))?.path;
    return file === undefined || this.#isOwn(file) ? undefined : this.#withoutVariant(dirname(file));
  }

  /** What stands elsewhere belongs to what refers to it, be that no more than a list. */
  #directoryHere(steps: readonly Step[], root: string): string | undefined {
    return steps.at(-1)?.directory ?? (this.#isOwn(root) ? undefined : root);
  }

  /** A directory of clusters is not a unit with variants. */
  #withoutVariant(directory: string): string {
    const thing = directory.replace(VARIANT, '');
    return this.#homes.has(thing) ? directory : thing;
  }

  /** What no shared kustomization refers to: a file in a directory for which Flux writes one, or of a list. */
  #directoryOfFile(file: string, root: string, via: Link | undefined): string | undefined {
    const home = dirname(file);
    if (!this.#isOwn(file)) return via === undefined && !isWithin(home, root) ? root : home;
    return via !== undefined || this.#isOwn(root) ? undefined : root;
  }

  #isOwn(path: string): boolean {
    for (let at = path; at !== ''; at = dirname(at)) if (this.#clusterPaths.has(at)) return true;
    return false;
  }
}

interface Step {
  readonly directory: string;
  readonly isList: boolean;
}

/** No entry leads on to what a kustomization generates, but it is the last one on the way. */
function generatorOf({ generated, path }: Origin): readonly Step[] {
  return generated ? [{ directory: dirname(path), isList: false }] : [];
}

function shared(via: Link | undefined): readonly Step[] {
  const steps: Step[] = [];
  for (let link = via; link !== undefined; link = link.next) steps.push(link);
  return steps;
}
