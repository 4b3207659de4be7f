const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * @returns the text that base64 holds, as Go's `base64.StdEncoding` and `encoding/json` read it (a byte that is not UTF-8
 * becomes U+FFFD), or `undefined` where it is malformed.
 */
export function decodeBase64(text: string): string | undefined {
  const compact = text.replace(/[\r\n]/g, '');
  if (!BASE64.test(compact)) return undefined;
  const bytes = Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeLoosely(bytes);
  }
}

/** One U+FFFD for each bad byte, where TextDecoder writes one for a truncated sequence. */
function decodeLoosely(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let result = '';
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((size) => isCharacter(decoder, bytes.subarray(at, at + size), size));
    result += length === undefined ? '\ufffd' : decoder.decode(bytes.subarray(at, at + length));
    at += length ?? 1;
  }
  return result;
}

function isCharacter(decoder: { decode(bytes: Uint8Array): string }, bytes: Uint8Array, size: number): boolean {
  if (bytes.length < size) return false;
  try {
    return decoder.decode(bytes) !== '';
  } catch {
    return false;
  }
}
