import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Reads a golden file; `UPDATE_GOLDEN=1` writes it first, and the diff is then read by a person. */
export function golden(name: string, actual: string): string {
  const path = fileURLToPath(new URL(`./golden/${name}`, import.meta.url));
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, actual);
  return readFileSync(path, 'utf8');
}

/** Links as the App makes them. */
export function exampleLink(path: string, line: number | undefined, side: 'before' | 'after'): string {
  const commit = side === 'before' ? '1f0c2d3' : '9a8b7c6';
  return `https://github.com/acme/flux/blob/${commit}/${path}${line === undefined ? '' : `#L${line}`}`;
}
