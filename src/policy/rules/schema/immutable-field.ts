import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Changed } from '../../../review/contract/object-change.ts';
import { listedAtLength } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const immutableField: Rule = {
  id: 'immutable-field',
  severity: 'error',
  title: 'A field that cannot be changed in place',
  why: 'The API server refuses the change, and Flux stops applying the whole root, and all that depends on it, until somebody deletes the object or takes the change back.',
  fix: 'Take the change back, give the object another name, or let Flux replace it by the annotation `kustomize.toolkit.fluxcd.io/force: enabled`.',
  check: ({ review, after }) =>
    review.changed.flatMap((changed): readonly Found[] => {
      const object = after?.index.named(changed);
      const isRefused = changed.effect === 'rejected' || changed.effect === 'replaced';
      if (object === undefined || !isRefused) return [];
      const what = `${fieldsOf(changed)} of ${objectTitle(changed)} cannot be changed`;
      const place = changed.chain.at(-1);
      if (changed.effect === 'rejected')
        return [{ object, message: `${what}: the cluster refuses it, and all of its root stops`, ...place }];
      const message = `${what}: Flux deletes and creates it anew`;
      return [{ object, severity: 'warning', message, ...place, fix: 'Check that it may be gone for a while.' }];
    }),
};

function fieldsOf({ fields }: Changed): string {
  return listedAtLength(fields.flatMap(({ path, immutable }) => (immutable === 'certain' ? [quoted(path)] : [])));
}
