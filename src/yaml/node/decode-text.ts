import type { YamlProblem } from './problem.ts';

/**
 * Decodes a file's bytes as go-yaml's reader does: UTF-8, or UTF-16 behind a byte order mark.
 * @returns the text, or the problem that it is none.
 */
export function decodeText(bytes: Uint8Array): string | YamlProblem {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const message = `the file is not ${encoding.toUpperCase()} text; save it as UTF-8, or keep binary data out of YAML`;
    return { code: 'not-text', message, offset: 0, line: 1 };
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/**
 * Decodes a file so that encoding it again gives the same bytes: a byte order mark stays.
 *
 * @returns undefined where it is not UTF-8
 */
export function decodeBytes(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
