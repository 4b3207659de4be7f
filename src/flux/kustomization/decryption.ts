import { failAt } from '../../kustomize/model/problem.ts';
import { describeResource, type Resource } from '../../kustomize/model/resource.ts';
import { encryptedFormat, isCiphertext, plainDocument, sopsFormatOf, standInFor } from '../../kustomize/read/sops.ts';
import { decodeBase64 } from '../../yaml/node/decode-base64.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';
import { whyNotDecrypted } from './why-not-decrypted.ts';

/** @returns whether a root's FluxKustomization decrypts; where it is not known, nothing encrypted would stand there else. */
export function isDecrypting(flux: FluxKustomization | undefined): boolean {
  return flux === undefined || textAt(flux.spec, 'decryption', 'provider') === 'sops';
}

/** @returns whether an object asks to be applied as it is. @see decryptor IsDecryptionDisabled */
export function isDecryptionDisabled(resource: Resource): boolean {
  return resource.annotations().get('kustomize.toolkit.fluxcd.io/decrypt')?.toLowerCase() === 'disabled';
}

/**
 * Does to an object that is built what Flux does before it substitutes: it decrypts an object that is encrypted as a
 * whole, and in a Secret each value that is an encrypted file. What was encrypted is not known here: it is opaque, and
 * what SOPS has noted is gone, as it changes whenever a key or a date does.
 *
 * @throws BuildError where a value cannot be decrypted, which fails the root
 * @see fluxcd/kustomize-controller internal/decryptor Decryptor.DecryptResource
 */
export function decryptResource(resource: Resource): Resource {
  if (isDecryptionDisabled(resource)) return resource;
  const { node } = resource;
  if (node.get('sops') instanceof Mapping) {
    const plain = plainDocument(node);
    return plain instanceof Mapping ? resource.withNewNode(plain) : resource;
  }
  const data = resource.kind === 'Secret' ? node.get('data') : undefined;
  if (!(data instanceof Mapping)) return resource;
  const decrypted = [...data.entries].reduce(
    (all, [key, value]) => all.with(key, decryptValue(resource, key, value)),
    data,
  );
  return resource.withNewNode(node.with('data', decrypted));
}

function decryptValue(resource: Resource, key: string, value: Node): Node {
  if (!(value instanceof Scalar) || value.hidden !== undefined) return value;
  const text = decodeBase64(value.text);
  const format = text === undefined ? undefined : encryptedFormat(text);
  if (text === undefined || format === undefined) return value;
  const why = whyNotDecrypted(text, format, sopsFormatOf(key));
  if (why !== undefined) {
    const message = `Flux cannot decrypt the value "${key}" of ${describeResource(resource)}: ${why.message}`;
    const { path } = resource.trail.origin;
    throw failAt('decryption-failed', message, { path, node: value, fix: why.fix });
  }
  const encoded = Buffer.from(standInFor(text, format)).toString('base64');
  return value.with({ text: encoded }).marked({ hidden: 'opaque' });
}

/** @returns whether a value, as it stands or in base64, is one that SOPS has encrypted, or a whole file of them. */
export function isEncryptedValue(text: string, isEncoded: boolean): boolean {
  const plain = isEncoded ? (decodeBase64(text) ?? text) : text;
  return isCiphertext(plain) || (encryptedFormat(plain) !== undefined && plain.includes('ENC[AES256_GCM,'));
}
