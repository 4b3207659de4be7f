import { isStrict, mainOf } from '../../flux/controllers/controllers.ts';
import type { LikelyController } from '../../flux/objects/spoke.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Cluster } from '../find/cluster.ts';

/**
 * Tells which kustomize-controller a cluster runs that the repository does not tell of: one as the other clusters of its
 * fleet have, as far as these are alike.
 *
 * @param inventories of all clusters of one tree
 */
export function likelyController(inventories: readonly (Inventory | undefined)[]): LikelyController | undefined {
  const mains = inventories.flatMap((each) => (each === undefined ? [] : [mainIn(each)]));
  const versions = mains.flatMap(({ version }) => version ?? []);
  const strictness = mains.flatMap((main) => isStrict(main) ?? []);
  const [first, ...others] = versions;
  if (first === undefined && strictness.length === 0) return undefined;
  const isSame = others.every(({ major, minor }) => major === first?.major && minor === first.minor);
  return { version: isSame ? first : undefined, isStrict: strictness.length > 0 && strictness.every((each) => each) };
}

/**
 * @param inventory what the cluster runs by what is told of it
 * @param base the same before the change: where nothing tells of the controller, what this uses without setting it has
 *   been applied, so that the controller is not strict
 * @returns the cluster, with what it likely runs where nothing in it tells that
 */
export function withLikely(
  cluster: Cluster,
  inventory: Inventory | undefined,
  likely: LikelyController | undefined,
  base = inventory,
): Cluster {
  if (inventory === undefined || likely === undefined || mainIn(inventory).version !== undefined) return cluster;
  const isLenient = base !== undefined && isStrict(mainIn(base)) === undefined && base.roots.some(hasUnset);
  return { ...cluster, likely: isLenient ? { ...likely, isStrict: false } : likely };
}

function hasUnset({ unset = [] }: Inventory['roots'][number]): boolean {
  return unset.length > 0;
}

function mainIn({ controllers }: Inventory) {
  return mainOf(controllers, 'kustomize-controller');
}
