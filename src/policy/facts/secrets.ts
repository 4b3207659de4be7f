import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { decodeBase64 } from '../../yaml/node/decode-base64.ts';
import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import { Mapping, Scalar } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';

/** What SOPS leaves in a file that it has encrypted, where nothing decrypts it. */
const ENCRYPTED = /ENC\[AES256_GCM,|"sops":|^sops:|^sops_[a-z]|-----BEGIN (AGE ENCRYPTED FILE|PGP MESSAGE)-----/m;

/** @returns whether SOPS has encrypted an object, as a whole or the values in it. */
export function isEncrypted({ resource }: InventoryObject): boolean {
  if (resource.node.get('sops') !== undefined) return true;
  return secretValues(resource.node).some(({ scalar, text }) => scalar.hidden === 'opaque' || ENCRYPTED.test(text));
}

interface LastingName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** @returns an object's name without a hash: what is generated has another with every value, and is the same object. */
export function lastingName({ resource }: InventoryObject): LastingName {
  const { kind, namespace, name, trail } = resource;
  const stable = trail.generated?.needsHash === true ? trail.previousIds.at(-1)?.name : undefined;
  return { kind, namespace, name: stable ?? name };
}

/**
 * @returns the first value that anyone can read who reads the repository; what substitution brings in is written
 *   elsewhere, and a variable that is not substituted is not a value
 */
export function readableValue({ resource }: InventoryObject): Scalar | undefined {
  const found = secretValues(resource.node).find(({ scalar, text }) => {
    return !isHidden(scalar) && text.trim() !== '' && !/^\$\{[^}]*\}$/.test(text.trim());
  });
  return found?.scalar;
}

function secretValues(node: Mapping): readonly { readonly scalar: Scalar; readonly text: string }[] {
  return ['data', 'stringData'].flatMap((field) => {
    const data = nodeAt(node, field);
    const scalars = data instanceof Mapping ? [...data.entries.values()].filter((each) => each instanceof Scalar) : [];
    return scalars.map((scalar) => ({
      scalar,
      text: field === 'data' ? (decodeBase64(scalar.text) ?? scalar.text) : scalar.text,
    }));
  });
}
