import { family } from '../../value/family.ts';
import type { GoFunction } from '../../value/value.ts';

type Entry = Omit<GoFunction, 'source'>;

const BASE: Entry = { takes: ['string'], run: baseOf };
const CLEAN: Entry = { takes: ['string'], run: cleanPath };
const DIR: Entry = { takes: ['string'], run: (path: string) => cleanPath(path.slice(0, path.lastIndexOf('/') + 1)) };
const EXT: Entry = { takes: ['string'], run: (path: string) => /\.[^./]*$/.exec(path)?.[0] ?? '' };
const IS_ABS: Entry = { takes: ['string'], run: (path: string) => path.startsWith('/') };

/** Functions on paths: Go's package `path`, and its `filepath` on Linux, which does the same. */
export const PATHS = family('go path, path/filepath', {
  base: BASE,
  clean: CLEAN,
  dir: DIR,
  ext: EXT,
  isAbs: IS_ABS,
  osBase: BASE,
  osClean: CLEAN,
  osDir: DIR,
  osExt: EXT,
  osIsAbs: IS_ABS,
});

function baseOf(path: string): string {
  if (path === '') return '.';
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return end === 0 ? '/' : path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isRooted) parts.push('..');
  }
  return (isRooted ? '/' : '') + parts.join('/') || (isRooted ? '/' : '.');
}
