import { compilePathPattern } from '../../text/path-pattern.ts';
import type { ChartFile } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';

/** The file of a chart's folder that says which of its files are no part of the chart. */
export const IGNORE_FILE = '.helmignore';
/** What Helm adds to every such file. */
const DEFAULTS = 'templates/.?*';

interface Rule {
  readonly isNegated: boolean;
  readonly needsFolder: boolean;
  readonly matches: (path: string) => boolean;
}

/**
 * @param text of `.helmignore`, empty where there is none
 * @returns what tells whether a file, or a folder with all in it, is left out: Helm's pkg/ignore, in which a rule with
 * `!` leaves out all that does *not* match it
 * @throws HelmError where a rule is wrong
 */
export function readIgnoreRules(text: string): (path: string, isFolder: boolean) => boolean {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const rules = [...lines, DEFAULTS].flatMap(readRule);
  return (path, isFolder) => {
    for (const { isNegated, needsFolder, matches } of rules) {
      if (isNegated) {
        if ((needsFolder && !isFolder) || !matches(path)) return true;
      } else if (!(needsFolder && !isFolder) && matches(path)) {
        return true;
      }
    }
    return false;
  };
}

/** @returns the files of a folder that are part of its chart */
export function withoutIgnored(files: readonly ChartFile[], text: string): readonly ChartFile[] {
  const ignores = readIgnoreRules(text);
  const folders = new Map<string, boolean>();
  const isFolderIgnored = (path: string): boolean => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const found = (cut > 0 && isFolderIgnored(path.slice(0, cut))) || ignores(path, true);
    folders.set(path, found);
    return found;
  };
  return files.filter(({ path }) => {
    const cut = path.lastIndexOf('/');
    return !((cut > 0 && isFolderIgnored(path.slice(0, cut))) || ignores(path, false));
  });
}

function readRule(line: string): readonly Rule[] {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return [];
  if (text.includes('**')) throw new HelmError('double-star (**) syntax is not supported');
  if (compilePathPattern(text) === undefined) throw new HelmError('syntax error in pattern');
  const isNegated = text.startsWith('!');
  const bare = isNegated ? text.slice(1) : text;
  const needsFolder = bare.endsWith('/');
  const pattern = needsFolder ? bare.slice(0, -1) : bare;
  const isWhole = pattern.includes('/');
  const matches = compilePathPattern(pattern.startsWith('/') ? pattern.slice(1) : pattern) ?? (() => false);
  return [
    {
      isNegated,
      needsFolder,
      matches: isWhole ? matches : (path) => matches(path.slice(path.lastIndexOf('/') + 1)),
    },
  ];
}
