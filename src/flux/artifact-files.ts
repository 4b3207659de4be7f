import type { Files, Found } from '../tree/files.ts';
import { dirname, joinPath, segmentsOf } from '../tree/paths.ts';
import { decodeText } from '../yaml/decode-text.ts';
import { defaultIgnorePatterns, type IgnorePattern, isIgnored, readIgnorePatterns } from './ignore-pattern.ts';

/**
 * The files that source-controller puts into the artifact of a repository: a reference to any other fails in the
 * cluster, and so it does here.
 *
 * @param files all files of the repository
 * @param ignore the source's own `spec.ignore`, which comes after all `.sourceignore` files
 * @see fluxcd/pkg sourceignore; fluxcd/source-controller SourceIgnoreFilter
 */
export function artifactFiles(files: Files, ignore: string): Files {
  const known = new Map<string, readonly IgnorePattern[]>();
  const own = readIgnorePatterns(ignore, []);
  const patternsIn = (directory: string): readonly IgnorePattern[] => {
    let patterns = known.get(directory);
    if (patterns === undefined) {
      const outer = directory === '' ? defaultIgnorePatterns : patternsIn(dirname(directory));
      patterns = [...outer, ...patternsOf(files, directory)];
      known.set(directory, patterns);
    }
    return patterns;
  };
  const isLeftOut = (path: string): boolean => isIgnored([...patternsIn(dirname(path)), ...own], segmentsOf(path));
  const kept = (directory: Extract<Found, { kind: 'directory' }>, entries: ReturnType<Files['list']>) =>
    new Map(
      [...entries].filter(
        ([name, entry]) => entry.kind !== 'file' || !isLeftOut(joinPath(directory.path, name) ?? name),
      ),
    );
  return {
    find: (path) => {
      const found = files.find(path);
      if (found.kind !== 'file' || !isLeftOut(found.path)) return found;
      return { kind: 'absent', path: found.path, why: 'ignored' };
    },
    list: (directory) => kept(directory, files.list(directory)),
    peek: (directory) => kept(directory, files.peek(directory)),
    read: (file) => files.read(file),
  };
}

function patternsOf(files: Files, directory: string): readonly IgnorePattern[] {
  const file = files.find(joinPath(directory, '.sourceignore') ?? '.sourceignore');
  const blob = file.kind === 'file' ? files.read(file) : undefined;
  const text = blob?.kind === 'bytes' ? decodeText(blob.bytes) : '';
  return typeof text === 'string' ? readIgnorePatterns(text, segmentsOf(directory)) : [];
}
