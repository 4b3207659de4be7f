import { UNKNOWN_HASH } from '../../kustomize/features/generators/hash.ts';
import { decodeBase64 } from '../../yaml/node/decode-base64.ts';
import { Scalar } from '../../yaml/node/node.ts';
import type { NodeChange } from './field-changes.ts';

/**
 * Encryption makes another text of the same value each time, so that a value which is known by its ciphertext alone may
 * be the same on both sides of a change; and so may a name that ends in the hash of one.
 *
 * @returns whether a field may hold the same in the cluster after a change of it
 * @see getsops/sops aes Cipher.Encrypt: each value has an initialization vector of its own
 */
export function mayBeSame({ before, after }: Pick<NodeChange, 'before' | 'after'>): boolean {
  if (!(before instanceof Scalar) || !(after instanceof Scalar)) return false;
  if (hasUnknownHash(before.text) || hasUnknownHash(after.text))
    return nameWithoutHash(before) === nameWithoutHash(after);
  if (before.hidden === 'opaque' && after.hidden === 'opaque') return knownPart(before.text) === knownPart(after.text);
  return isEncrypted(before) || isEncrypted(after);
}

/** @returns whether a name ends in a hash that is not known, as what would be hashed is encrypted. */
export function hasUnknownHash(name: string): boolean {
  return name.endsWith(`-${UNKNOWN_HASH}`);
}

function nameWithoutHash({ text }: Scalar): string {
  return text.replace(new RegExp(`-(${UNKNOWN_HASH}|[a-z0-9]{10})$`), '');
}

/** @returns whether texts, of which each names what is encrypted before its `=`, may stand for the same. */
export function mayBeSameTexts(before: readonly string[], after: readonly string[]): boolean {
  const known = (texts: readonly string[]) =>
    texts.map((text) => {
      const equals = text.indexOf('=');
      return `${text.slice(0, equals)}=${knownPart(text.slice(equals + 1))}`;
    });
  return known(before).join('\n') === known(after).join('\n');
}

function isEncrypted({ text, hidden }: Scalar): boolean {
  return hidden === 'opaque' && knownPart(text) !== (decodeBase64(text) ?? text);
}

/** What stands around that which is not known: another of it is another value for certain. */
function knownPart(text: string): string {
  const plain = decodeBase64(text) ?? text;
  return plain.replace(/ENC\[AES256_GCM,[^\]]*\]|opaque-[0-9a-f]{32}/g, '?');
}
