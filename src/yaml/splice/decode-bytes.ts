/**
 * Decodes a file so that encoding it again gives the same bytes: a byte order mark stays.
 *
 * @returns undefined where it is no UTF-8
 */
export function decodeBytes(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
