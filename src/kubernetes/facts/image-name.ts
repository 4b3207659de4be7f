/** `[[host[:port]/]path/]name[:tag][@digest]`, in its parts; an absent part is empty. */
export interface ImageName {
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

/**
 * Divides an image reference as kustomize does, which for every reference that a registry takes is its name, tag and
 * digest.
 *
 * @see kustomize api/internal/image Split
 */
export function splitImage(image: string): ImageName {
  const slash = Math.max(0, image.indexOf('/'));
  const at = image.indexOf('@', slash);
  const colon = image.indexOf(':', slash);
  if (colon < 0 && at < 0) return { name: image, tag: '', digest: '' };
  if (at >= 0 && (colon < 0 || at < colon)) return { name: image.slice(0, at), tag: '', digest: image.slice(at + 1) };
  if (at < 0) return { name: image.slice(0, colon), tag: image.slice(colon + 1), digest: '' };
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, at), digest: image.slice(at + 1) };
}

/** @returns the reference that {@link splitImage} divides into these parts. */
export function joinImage({ name, tag, digest }: ImageName): string {
  return name + (tag === '' ? '' : `:${tag}`) + (digest === '' ? '' : `@${digest}`);
}
