import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import type { Fleet } from '../plan/fleet.ts';
import { stageWords } from '../plan/stage-words.ts';

const VARIANT = /\/(bases?|overlays?|envs?|environments?|variants?)$/;

/** @returns a path or name without the parts at its end that say which variant it is: `apps/foo/overlays/prod` is `apps/foo`. */
export function withoutStage(path: string, { clusters }: Fleet): string {
  const words = new Set(clusters.flatMap(({ cluster }) => stageWords(cluster)));
  let at = path;
  for (;;) {
    const slash = at.lastIndexOf('/');
    const isStage = slash > 0 && words.has(at.slice(slash + 1));
    const shorter = isStage ? at.slice(0, slash) : at.replace(VARIANT, '');
    if (shorter === at) return at;
    at = shorter;
  }
}

/** @returns whether two directories hold the same thing but for stage and variant: `env/prod/foo` and `env/base/foo`. */
export function areVariants(one: string, other: string, { clusters }: Fleet): boolean {
  const words = new Set(clusters.flatMap(({ cluster }) => stageWords(cluster)));
  const bare = (path: string): string => {
    const parts = path.split('/').filter((part) => !words.has(part) && !VARIANT.test(`/${part}`));
    return parts.join('/');
  };
  return bare(one) === bare(other);
}

/** @returns the shared directories on an object's way into its cluster, without their variants. */
export function homesOf({ resource, root }: InventoryObject, fleet: Fleet): readonly string[] {
  const paths = [root.directory];
  for (let link = resource.trail.via; link !== undefined; link = link.next) paths.push(link.directory);
  const shared = paths.filter((path) => {
    return !fleet.clusters.some(({ cluster }) => cluster.paths.some((own) => isWithin(path, own)));
  });
  return [...new Set(shared.map((path) => withoutStage(path, fleet)))];
}

/** @returns whether a directory's kustomization is on an object's way. */
export function comesBy({ resource }: InventoryObject, directory: string): boolean {
  for (let link = resource.trail.via; link !== undefined; link = link.next)
    if (link.directory === directory) return true;
  return false;
}

/** @returns whether a directory, or one below it, is on an object's way, builds it or holds its file */
export function comesFrom({ resource: { trail }, root }: InventoryObject, directory: string): boolean {
  for (let link = trail.via; link !== undefined; link = link.next) if (isWithin(link.directory, directory)) return true;
  return isWithin(trail.origin.path, directory) || isWithin(root.directory, directory);
}
