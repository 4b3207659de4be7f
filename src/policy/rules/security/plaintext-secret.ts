import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { namespaceOf, objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { isEncrypted, lastingName, readableValue } from '../../facts/secrets.ts';
import type { Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const plaintextSecret: Rule = {
  id: 'plaintext-secret',
  severity: 'error',
  title: 'A Secret in plain text',
  why: 'Everybody who can read the repository, or ever could, knows the value: base64 hides nothing, and history keeps it after it is removed.',
  fix: 'Encrypt it with SOPS, seal it, or take it from an ExternalSecret; and change the value, which is compromised.',
  look: (side, before) =>
    side.known.ofKind('/Secret').flatMap((object) => {
      // What a chart makes of its values is written nowhere.
      if (object.root.by === 'release') return [];
      const value = readableValue(object);
      if (value === undefined || isEncrypted(object) || wasEncrypted(before, object)) return [];
      const message = `${objectTitle(lastingName(object))} is in plain text`;
      return [{ object, key: message, message, ...side.placeOf(object, value) }];
    }),
};

/** That is another finding, which says more. */
function wasEncrypted(before: Side | undefined, object: InventoryObject): boolean {
  const was = before?.index.find('/Secret', namespaceOf(object.resource), object.resource.name);
  return was !== undefined && isEncrypted(was);
}
