import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { nodeAt } from '../../../yaml/node/node-at.ts';
import type { Rule } from '../../view/rule.ts';

export const undecryptedSecret: Rule = {
  id: 'undecrypted-secret',
  severity: 'error',
  title: 'An encrypted Secret in a root that does not decrypt',
  why: 'A FluxKustomization without spec.decryption refuses a Secret that is encrypted with SOPS, and applies nothing of its root.',
  fix: 'Add `spec.decryption` to the FluxKustomization, with `provider: sops` and the key.',
  look: (side) =>
    side.known.ofKind('/Secret').flatMap((object) => {
      const { flux } = object.root;
      if (flux === undefined || object.resource.node.get('sops') === undefined) return [];
      if (nodeAt(flux.spec, 'decryption', 'provider') !== undefined) return [];
      const together = (names: string) => `${object.root.name} does not decrypt ${names}, so it applies nothing`;
      return [{ object, message: together(objectTitle(object.resource)), together, ...side.placeOf(object) }];
    }),
};
