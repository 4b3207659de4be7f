import { entrypointsOf } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { lostObjects } from '../../view/lost-objects.ts';
import type { Rule } from '../../view/rule.ts';

export const syncLost: Rule = {
  id: 'sync-lost',
  severity: 'error',
  title: 'A cluster deletes itself',
  why: 'The FluxKustomization that a cluster starts from is one of the objects that it applies. Where the files no longer hold it, Flux deletes it like any other object, and with it everything that it has applied.',
  fix: 'Keep it among the files of the cluster. To let go of it without losing anything, first merge `spec.deletionPolicy: Orphan` on it.',
  isLoss: true,
  check(view) {
    const { cluster, before, after } = view;
    if (before === undefined || after?.inventory.isPruned !== true) return [];
    const ids = new Set(entrypointsOf(before.inventory).map(({ flux }) => flux?.resource.id));
    const lost = lostObjects(view).filter((each) => each.lost.effect === 'pruned');
    const syncs = lost.filter(({ object: { resource, root } }) => root.by === 'entrypoint' && ids.has(resource.id));
    // By its deletion policy it may leave all else.
    if (lost.length === syncs.length) return [];
    return syncs.map(({ object, lost }) => ({
      object,
      message: `Flux deletes ${objectTitle(lost)}, from which ${cluster.name} starts, and with it everything that it has applied`,
      ...lost.chain.at(-1),
    }));
  },
};
