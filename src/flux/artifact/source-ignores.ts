import { KeptById } from '../../memo/by-id.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { decodeBytes } from '../../yaml/node/decode-text.ts';
import { type IgnorePattern, readIgnorePatterns } from './ignore-pattern.ts';

export const SOURCE_IGNORE = '.sourceignore';

type DirectoryFound = Extract<Found, { kind: 'directory' }>;

/** Relative to the directory that was searched. */
interface IgnoresBelow {
  readonly paths: readonly string[];
}

const IGNORES_BELOW = new KeptById<IgnoresBelow>({ capacity: 100_000 });
const NONE: IgnoresBelow = { paths: [] };

/**
 * Finds every `.sourceignore` that says anything, wherever it stands: one line of one of them takes the default
 * exclusions away from the whole artifact. Directories that were searched before, in whichever tree, are not searched
 * again.
 *
 * @param files of a tree as it is: what was found is kept by the ids of its directories
 * @param base the path of the artifact's root
 * @returns their paths, relative to that
 * @throws Needs where an object has not been fetched yet
 * @see fluxcd/pkg sourceignore LoadIgnorePatterns
 */
export function sourceIgnores(files: Files, base = ''): readonly string[] {
  const root = files.find(base);
  return root.kind === 'directory' ? ignoresBelow(files, root).paths : [];
}

function ignoresBelow(files: Files, directory: DirectoryFound): IgnoresBelow {
  return IGNORES_BELOW.once(files.memory, directory.id, () => {
    const paths = mapAll(files.list(directory), ([name, { kind, id }]): readonly string[] => {
      const path = joinPath(directory.path, name) ?? name;
      if (kind === 'directory') return ignoresBelow(files, { kind, path, id }).paths.map((below) => `${name}/${below}`);
      if (kind !== 'file' || name !== SOURCE_IGNORE) return [];
      return patternsIn(files, { kind, path, id }, []).length > 0 ? [name] : [];
    }).flat();
    return paths.length === 0 ? NONE : { paths };
  });
}

/**
 * @param file what was found at the path of a `.sourceignore`
 * @param domain the segments of its directory
 */
export function patternsIn(files: Files, file: Found, domain: readonly string[]): readonly IgnorePattern[] {
  const blob = file.kind === 'file' ? files.read(file) : undefined;
  if (blob?.kind !== 'bytes') return [];
  return readIgnorePatterns(decodeBytes(blob.bytes) ?? new TextDecoder('latin1').decode(blob.bytes), domain);
}
