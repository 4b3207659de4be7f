/**
 * Whether two addresses lead to one repository, however they are written: over HTTPS or SSH, with a user, with `.git`.
 */
export function sameRepository(a: string, b: string): boolean {
  return a !== '' && b !== '' && (a === b || plainAddress(a) === plainAddress(b));
}

function plainAddress(url: string): string {
  return url
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(?:\d+\/)?\/*/, '$1/')
    .replace(/(\.git)?\/*$/, '')
    .toLowerCase();
}
