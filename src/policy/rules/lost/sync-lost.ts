import type { Root } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { isSyncPruned } from '../../../review/effects/loss/root-loss.ts';
import { RootStates } from '../../../review/effects/root-states.ts';
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
    if (before === undefined || after === undefined) return [];
    const syncs = lostObjects(view).filter(({ object: { resource, root } }) => isSyncOf(resource, root));
    if (syncs.length === 0) return [];
    const states = new RootStates(before.inventory, after.inventory);
    return syncs
      .filter(({ object: { resource, root } }) => {
        const now = states.afterOf(root)?.flux;
        const isRenamed = now !== undefined && now.resource.id !== resource.id;
        return !isRenamed && isSyncPruned(root, before.inventory, after.inventory, states);
      })
      .map(({ object, lost }) => ({
        object,
        message: `Flux deletes ${objectTitle(lost)}, from which ${cluster.name} starts, and with it everything that it has applied`,
        ...lost.chain.at(-1),
      }));
  },
};

function isSyncOf({ id }: Resource, { by, flux }: Root): boolean {
  return by === 'entrypoint' && flux?.resource.id === id;
}
