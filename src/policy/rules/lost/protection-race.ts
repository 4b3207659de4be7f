import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const protectionRace: Rule = {
  id: 'protection-race',
  severity: 'warning',
  title: 'What protects objects is merged together with what it protects them from',
  why: 'A FluxKustomization and the root that holds it start on a new revision at the same time. If the first is faster, it applies the merge with its old spec: it prunes, or carries on, as if nothing had changed.',
  fix: 'Merge the change of the FluxKustomization first, and the rest once that is applied.',
  check: ({ review, before, after }) =>
    [...review.lost, ...review.changed, ...review.gained].flatMap((change): readonly Found[] => {
      const { race } = change;
      const object = after?.index.named(change) ?? before?.index.named(change);
      if (race === undefined || object === undefined) return [];
      const together = (names: string) => `${names} ${race}`;
      return [{ object, message: together(objectTitle(change)), together, ...change.chain.at(-1) }];
    }),
};
