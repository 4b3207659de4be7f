import { rootTitle } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Changed } from '../../../review/contract/object-change.ts';
import { listedAtLength } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const immutableField: Rule = {
  id: 'immutable-field',
  severity: 'error',
  title: 'A field that cannot be changed in place',
  why: 'The API server rejects the change, and Flux stops applying the whole root, and everything that depends on it, until somebody deletes the object or reverts the change.',
  fix: 'Revert the change, give the object another name, or let Flux replace it with the annotation `kustomize.toolkit.fluxcd.io/force: enabled`.',
  check: ({ review, after }) =>
    review.changed.flatMap((changed): readonly Found[] => {
      const object = after?.index.named(changed);
      const isRefused = changed.effect === 'rejected' || changed.effect === 'replaced';
      const isImmutable = changed.fields.some(({ immutable }) => immutable === 'certain');
      if (object === undefined || !isRefused || !isImmutable) return [];
      const fields = fieldsOf(changed);
      const place = changed.chain.at(-1);
      const isHelms = object.root.by === 'release';
      if (changed.effect === 'rejected') {
        const together = (names: string, areMany: boolean, roots: string) =>
          `${fields} of ${names} cannot be changed: the API server rejects ${areMany ? 'them' : 'it'}; ${isHelms ? `the upgrade of ${roots} fails` : `nothing else in ${roots} is applied`}`;
        const message = together(objectTitle(changed), false, rootTitle(object.root));
        const fix = isHelms
          ? { fix: 'Revert the change, or delete the object before the upgrade, if an outage is acceptable.' }
          : {};
        return [{ object, message, together, isOfPlace: true, ...place, ...fix }];
      }
      const together = (names: string, areMany: boolean) =>
        `${fields} of ${names} cannot be changed: Flux deletes and recreates ${areMany ? 'them' : 'it'}`;
      const message = together(objectTitle(changed), false);
      const fix = 'Check that an outage is acceptable.';
      return [{ object, severity: 'warning', message, together, isOfPlace: true, ...place, fix }];
    }),
};

function fieldsOf({ fields }: Changed): string {
  return listedAtLength(fields.flatMap(({ path, immutable }) => (immutable === 'certain' ? [quoted(path)] : [])));
}
