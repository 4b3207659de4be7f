import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { namespaceOf, objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { isEncrypted, readableValue } from '../../facts/secrets.ts';
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
      const value = readableValue(object);
      if (value === undefined || isEncrypted(object) || wasEncrypted(before, object)) return [];
      const { kind, namespace, name } = object.resource;
      const message = `${objectTitle({ kind, namespace, name: stable(object) ?? name })} is in plain text`;
      return [{ object, key: message, message, ...side.placeOf(object, value) }];
    }),
};

/** That is another finding, which says more. */
function wasEncrypted(before: Side | undefined, object: InventoryObject): boolean {
  const was = before?.index.find('/Secret', namespaceOf(object.resource), object.resource.name);
  return was !== undefined && isEncrypted(was);
}

/** A generated Secret has another name with every value; it is the same Secret. */
function stable({ resource }: InventoryObject): string | undefined {
  return resource.trail.generated?.needsHash === true ? resource.trail.previousIds.at(-1)?.name : undefined;
}
