import { type InventoryObject, makerOf } from '../../../flux/roots/inventory.ts';
import { rootsAround } from '../../../flux/roots/root-index.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Lost } from '../../../review/contract/object-change.ts';
import { lostObjects } from '../../view/lost-objects.ts';
import type { Found, Rule } from '../../view/rule.ts';

/** Its HelmRelease or ResourceSet was suspended when it was deleted, or stays without being managed itself. */
function leftByMaker(object: InventoryObject, lost: Lost): Found {
  const together = (names: string) =>
    `${object.root.name} ${object.root.by === 'set' ? 'deletes nothing' : 'is not uninstalled'}, so it leaves ${names} running`;
  return { object, message: together(objectTitle(lost)), together, ...lost.chain.at(-1) };
}

export const orphaned: Rule = {
  id: 'orphaned',
  severity: 'warning',
  title: 'Removed objects keep running',
  why: 'A FluxKustomization that does not prune, that is suspended when it is deleted, or whose kubeConfig comes to name another cluster leaves what it applied in the cluster, where nothing manages it.',
  fix: 'Delete the objects by hand after the merge, or merge `prune: true` before this change.',
  check(view) {
    const { after } = view;
    if (after === undefined) return [];
    return lostObjects(view).flatMap(({ object, lost }): readonly Found[] => {
      const roots = rootsAround(after.inventory);
      const { by, home, name, cluster } = object.root;
      // What a deleted path of the cluster leaves is told of the path.
      const isPathGone = by === 'entrypoint' && roots.counterpartOf(object.root) === undefined;
      if (lost.effect !== 'orphaned' || isPathGone || lost.uncertain !== undefined) return [];
      if (makerOf(object.root) !== undefined) return [leftByMaker(object, lost)];
      const isElsewhere = (roots.named(home, name)?.cluster ?? cluster) !== cluster;
      const why = isElsewhere ? 'now applies to another cluster' : 'does not prune';
      const together = (names: string) => `${name} ${why}, so it leaves ${names} running`;
      const fix = isElsewhere ? { fix: 'Delete the objects by hand in the old cluster, after the merge.' } : {};
      return [{ object, message: together(objectTitle(lost)), together, ...lost.chain.at(-1), ...fix }];
    });
  },
};
