import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { type SignatureDemands, signatureDemands } from '../../facts/signature-demands.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const verificationDropped: Rule = {
  id: 'verification-dropped',
  severity: 'warning',
  title: 'A source is verified less strictly',
  why: 'Without a signature, whoever can write to that repository or registry decides what the cluster runs.',
  fix: 'Keep spec.verify; if the keys or signers change, update them.',
  check: (view) =>
    view.pairs.differing.flatMap(({ before, after }): readonly Found[] => {
      const was = before && signatureDemands(before.resource);
      if (was === undefined || after === undefined) return [];
      const is = signatureDemands(after.resource);
      const less = is === undefined ? 'no longer verifies what it fetches' : weakerIn(was, is);
      if (less === undefined) return [];
      return [
        { object: after, message: `${objectTitle(after.resource)} ${less}`, ...view.after?.placeOf(after, is?.node) },
      ];
    }),
};

/** @returns the end of a sentence; `undefined` where nothing is asked less */
function weakerIn(was: SignatureDemands, is: SignatureDemands): string | undefined {
  const unsigned = [...was.signed].filter((each) => !is.signed.has(each));
  if (unsigned.length > 0) return `no longer verifies the signature of the ${unsigned.join(' and the ')}`;
  if ((was.hasKeys || was.signers !== undefined) && !is.hasKeys && is.signers === undefined) {
    return 'accepts anyone’s signature';
  }
  const more = [...(is.signers ?? [])].filter((each) => was.signers?.has(each) === false);
  const isSwap = was.signers !== undefined && [...was.signers].some((each) => is.signers?.has(each) === false);
  return more.length > 0 && !isSwap ? 'accepts signatures of more people than before' : undefined;
}
