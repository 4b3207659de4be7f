import type { Inventory, InventoryObject } from '../flux/inventory.ts';
import type { Link } from '../kustomize/origin.ts';
import type { Cluster } from './find-clusters.ts';

/** Directories that say which variant of a thing they hold, not which thing. */
const VARIANT = /\/(bases?|(overlays?|envs?|environments?|variants?)(\/[^/]+)?)$/;

/** Names too general to stand alone: people say whose base, whose common set they mean. */
const GENERAL = /^(common|shared|base|all|default|core|global|.*-only)$/;

/**
 * Gives every object of a fleet its unit: what people promote, an app, a namespace set, a controller. It is the first
 * shared directory on the object's way into the cluster that does more than name others.
 */
export class Units {
  readonly #names: ReadonlyMap<string, string>;
  readonly #clusterPaths: readonly string[];

  /** @param inventories all of the fleet, on both sides, so that a unit has one name everywhere */
  constructor(inventories: readonly { readonly cluster: Cluster; readonly inventory: Inventory }[]) {
    this.#clusterPaths = [...new Set(inventories.map(({ cluster }) => cluster.path))];
    const paths = new Set<string>();
    for (const { inventory } of inventories) {
      for (const object of inventory.objects) {
        const path = unitPath(object, this.#clusterPaths);
        if (path !== undefined) paths.add(path);
      }
    }
    this.#names = shortNames([...paths].sort(), new Set(inventories.map(({ cluster }) => cluster.name)));
  }

  /** @returns `undefined` for an object that only a cluster's own tree holds. */
  of(object: InventoryObject): string | undefined {
    const path = unitPath(object, this.#clusterPaths);
    return path === undefined ? undefined : this.#names.get(path);
  }
}

/** @returns the directory of an object's unit, without its variant. */
function unitPath({ resource, root }: InventoryObject, clusterPaths: readonly string[]): string | undefined {
  const isOwn = (path: string): boolean => clusterPaths.some((clusterPath) => isWithin(path, clusterPath));
  const steps = directoriesOf(resource.trail.via);
  const file = resource.trail.origin.path;
  if (steps.length === 0) steps.push({ directory: root.directory, isList: false });
  const first = steps.find((step) => !isOwn(step.directory) && !step.isList);
  const directory = first?.directory ?? (isOwn(file) ? undefined : parentOf(file));
  return directory?.replace(VARIANT, '');
}

interface Step {
  readonly directory: string;
  readonly isList: boolean;
}

function directoriesOf(via: Link | undefined): Step[] {
  const steps: Step[] = [];
  for (let link = via; link !== undefined; link = link.next) steps.push(link);
  return steps;
}

function isWithin(path: string, directory: string): boolean {
  return directory !== '' && (path === directory || path.startsWith(`${directory}/`));
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The shortest ends of the paths that tell them apart, and that say enough. */
function shortNames(paths: readonly string[], clusterNames: ReadonlySet<string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const path of paths) {
    const segments = path.split('/');
    const isGeneral = (name: string): boolean => GENERAL.test(name) || clusterNames.has(name);
    let length = 1;
    while (length < segments.length) {
      const name = segments.slice(-length).join('/');
      const taken = paths.some((other) => other !== path && (other === name || other.endsWith(`/${name}`)));
      if (!taken && !(length === 1 && isGeneral(name))) break;
      length++;
    }
    names.set(path, segments.slice(-length).join('/'));
  }
  return names;
}
