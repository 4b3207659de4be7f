import type { Files, Found } from '../../tree/files/files.ts';
import { decodeText } from '../../yaml/node/decode-text.ts';

/**
 * Reads a file as text, as go-yaml's reader does.
 *
 * @param file what was found at a path
 * @returns undefined where it is no text, or none that can be had
 * @throws Needs where it has not been fetched yet
 */
export function fileText(files: Files, file: Extract<Found, { kind: 'file' }>): string | undefined {
  const blob = files.read(file);
  const text = blob.kind === 'bytes' ? decodeText(blob.bytes) : undefined;
  return typeof text === 'string' ? text : undefined;
}

/**
 * As {@link fileText}, by its path.
 *
 * @returns undefined also where no file is there
 */
export function fileTextAt(files: Files, path: string): string | undefined {
  const found = files.find(path);
  return found.kind === 'file' ? fileText(files, found) : undefined;
}
