import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { isGuarded, namesOf } from '../../facts/stages.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';

export const productionChangedByBase: Rule = {
  id: 'production-changed-by-base',
  severity: 'warning',
  title: 'An edit of a shared file changes production',
  why: 'An edit of what several clusters share changes production in the same merge, without a stage that tries it first.',
  fix: 'If production should not change, make the change in the overlay of the cluster that should.',
  check(view, fleet) {
    const { cluster, review, before, after } = view;
    if (before === undefined || after === undefined || !isGuarded(cluster)) return [];
    const others = fleet.filter((other) => other !== view && !isGuarded(other.cluster));
    return review.changed.flatMap((changed): readonly Found[] => {
      const cause = changed.chain.at(-1);
      const object = after.index.named(changed);
      if (cause === undefined || object === undefined || after.owns(cause.path)) return [];
      const sharing = others.filter((other) => changes(other, cause.path));
      if (sharing.length === 0) return [];
      const where = `in ${cluster.name} together with ${namesOf(sharing)}`;
      const message = `${cause.path} is shared: editing it changes ${objectTitle(changed)} ${where}`;
      return [
        { object, message, together: (names: string) => `edits of shared files change ${names} ${where}`, ...cause },
      ];
    });
  },
};

function changes({ review }: ClusterView, path: string): boolean {
  return review.changed.some(({ chain }) => chain.at(-1)?.path === path);
}
