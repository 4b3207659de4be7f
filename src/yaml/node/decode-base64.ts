const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * @returns the text that base64 holds, as Go's `base64.StdEncoding` and `encoding/json` read it (a byte that is not UTF-8
 * becomes U+FFFD), or `undefined` where it is malformed.
 */
export function decodeBase64(text: string): string | undefined {
  const bytes = bytesOfBase64(text);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(repaired(bytes));
  }
}

function bytesOfBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !BASE64.test(compact)) return undefined;
  const binary = atob(compact);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** U+FFFD in UTF-8. */
const REPLACEMENT = [0xef, 0xbf, 0xbd];

/** One U+FFFD for each bad byte, where TextDecoder writes one for a truncated sequence. */
function repaired(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length * REPLACEMENT.length);
  let to = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    if (length === 0) {
      result.set(REPLACEMENT, to);
      to += REPLACEMENT.length;
      at += 1;
    } else {
      for (const end = at + length; at < end; at++) result[to++] = bytes[at] ?? 0;
    }
  }
  return result.subarray(0, to);
}

/** @returns of how many bytes the character at a place is, by the table of RFC 3629; 0 where none is whole */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (length === 0 || second < least || second > most) return 0;
  for (let more = 2; more < length; more++) if (((bytes[at + more] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
