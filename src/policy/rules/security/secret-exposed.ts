import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { isEncrypted, readableValue } from '../../facts/secrets.ts';
import type { Rule } from '../../view/rule.ts';

export const secretExposed: Rule = {
  id: 'secret-exposed',
  severity: 'error',
  title: 'A Secret is no longer encrypted',
  why: 'A decrypted file that is committed by mistake shows its values to everybody who can read the repository, now and in its history.',
  fix: 'Encrypt it again with SOPS; and change the values, which are compromised.',
  check: (view) =>
    view.pairs.differing.flatMap(({ before, after }) => {
      if (before === undefined || after === undefined || after.resource.kind !== 'Secret') return [];
      const value = isEncrypted(before) && !isEncrypted(after) ? readableValue(after) : undefined;
      if (value === undefined) return [];
      const message = `${objectTitle(after.resource)} was encrypted, and is now in plain text`;
      return [{ object: after, message, ...view.after?.placeOf(after, value) }];
    }),
};
