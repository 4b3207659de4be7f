import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { sharedObjects } from '../../../review/diff/pair.ts';
import type { Rule } from '../../view/rule.ts';

export const twoOwners: Rule = {
  id: 'two-owners',
  severity: 'warning',
  title: 'Two roots apply the same object',
  why: 'Two roots that apply the same object overwrite each other at every reconciliation, and either may prune it.',
  fix: 'Refer to it from only one of the two.',
  look: (side) =>
    sharedObjects(side.objects).map(([first, object]) => {
      const together = (names: string) => `${first.root.name} and ${object.root.name} both apply ${names}`;
      return {
        object,
        message: together(objectTitle(object.resource)),
        together,
        ...side.placeOf(object),
      };
    }),
};
