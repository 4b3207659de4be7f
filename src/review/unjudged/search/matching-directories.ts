import type { Files } from '../../../tree/files/files.ts';
import { joinPath, segmentsOf } from '../../../tree/objects/paths.ts';

/** What stands for something that is only known elsewhere: a variable of Flux, a parameter of a template, a star. */
const UNKNOWN = /\$\{[^}]*\}|\{\{.*?\}\}|\*+/;
const UNKNOWNS = new RegExp(UNKNOWN, 'g');

/** @returns whether a path is not known as it is written */
export function isPattern(path: string): boolean {
  return UNKNOWN.test(path);
}

/**
 * @returns the directories that a path may lead to: itself, or every one that fits where parts of it are not known. One
 *   that begins with such a part may be any, and leads to none
 * @throws Needs where a directory has not been fetched yet
 */
export function matchingDirectories(files: Files, path: string): readonly string[] {
  if (!isPattern(path)) return files.find(path).kind === 'directory' ? [path] : [];
  const [first = '', ...rest] = segmentsOf(path);
  return UNKNOWN.test(first) ? [] : matching(files, first, rest);
}

function matching(files: Files, at: string, segments: readonly string[]): readonly string[] {
  const found = files.find(at);
  if (found.kind !== 'directory') return [];
  const [segment, ...rest] = segments;
  if (segment === undefined) return [at];
  if (!UNKNOWN.test(segment)) return matching(files, joinPath(at, segment) ?? at, rest);
  const parts = segment.split(UNKNOWNS);
  const names = [...files.list(found)].flatMap(([name, { kind }]) => (kind === 'directory' ? [name] : []));
  return names.filter((name) => fits(name, parts)).flatMap((name) => matching(files, joinPath(at, name) ?? at, rest));
}

/** Whether a name holds all parts in their order, from its first character to its last. */
function fits(name: string, [first = '', ...others]: readonly string[]): boolean {
  const last = others.at(-1) ?? '';
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of others.slice(0, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}
