import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectKey, objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Changed } from '../../../review/contract/object-change.ts';
import { writtenAs } from '../../facts/owners.ts';
import { isGuarded, namesOf } from '../../facts/stages.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';

export const productionChangedByBase: Rule = {
  id: 'production-changed-by-base',
  severity: 'warning',
  title: 'An edit of a shared file changes production',
  why: 'An edit of what several clusters share changes production in the same merge, without a stage that tries it first.',
  fix: 'If production should not change, make the change in the overlay of the cluster that should.',
  check(view, fleet) {
    const { cluster, before, after } = view;
    if (before === undefined || after === undefined || !isGuarded(cluster)) return [];
    const others = fleet.filter((other) => other !== view && !isGuarded(other.cluster));
    const told = new Map<string, Found>();
    for (const changed of view.review.changed) {
      const cause = changed.chain.at(-1);
      const made = after.index.named(changed);
      if (cause === undefined || made === undefined || after.owns(cause.path)) continue;
      const sharing = others.filter((other) => changes(other, cause.path));
      if (sharing.length === 0) continue;
      // Whoever edits a chart or its values thinks of the release, not of the forty objects that it makes.
      const object = writtenAs(made);
      const where = `in ${cluster.name} together with ${namesOf(sharing)}`;
      const key = JSON.stringify([objectKey(object.resource), where]);
      const found = told.get(key) ?? {
        object,
        message: `${cause.path} is shared: editing it changes ${objectTitle(object.resource)} ${where}`,
        together: (names: string) => `edits of shared files change ${names} ${where}`,
        severity: 'notice',
        ...cause,
      };
      told.set(key, isHarmless(changed, made) ? found : { ...found, severity: 'warning' });
    }
    return [...told.values()];
  },
};

function changes({ review }: ClusterView, path: string): boolean {
  return review.changed.some(({ chain }) => chain.at(-1)?.path === path);
}

/** What is shared on purpose: patches of what runs already, and pictures of it. */
function isHarmless({ fields }: Changed, { resource }: InventoryObject): boolean {
  const isDashboard = resource.kind === 'ConfigMap' && resource.labels().has('grafana_dashboard');
  return isDashboard || (fields.length > 0 && fields.every(({ version }) => version?.step === 'patch'));
}
