import { type ImageReference, readImageReference } from '../../kubernetes/facts/image-reference.ts';
import { goValue } from '../../yaml/read/scalars.ts';
import type { UnknownImage } from '../contract/images.ts';
import { shownChange } from '../secrets/mask.ts';
import { MASK, type SecretValues } from '../secrets/secret-values.ts';
import type { ImageUse } from './image-uses.ts';

/** An image as people may see it, or why it is not known. */
export interface ShownImage {
  readonly field: string;
  readonly image: ImageReference | undefined;
  readonly unknown?: Pick<UnknownImage, 'reason' | 'text'>;
}

/** @param secrets of the use's cluster */
export function shownImage({ object: { resource }, image, isElsewhere }: ImageUse, secrets: SecretValues): ShownImage {
  const parts = image.nodes.map((node) => {
    const { path, after } = shownChange({ segments: image.path, before: undefined, after: node }, resource, secrets);
    return { node, path, shown: String(after), isWhole: after === goValue(node) };
  });
  const field = parts[0]?.path ?? '';
  const text = parts.reduce((whole, { node, shown }) => whole.replace(node.text, () => shown), image.text);
  const unknown = (reason: UnknownImage['reason']) => ({ field, image: undefined, unknown: { reason, text } });
  if (text.includes(MASK)) return { field, image: undefined, unknown: { reason: 'secret' } };
  if (parts.some(({ isWhole }) => !isWhole)) return unknown('variable');
  if (isElsewhere) return unknown('elsewhere');
  if (image.lacks !== undefined) return unknown(image.lacks);
  const read = readImageReference(image.text);
  if (read === undefined) return unknown('invalid');
  const { registry, repository, tag, digest } = read;
  return { field, image: { registry, repository, tag, digest } };
}
