/** @returns whether a path of the configuration may stand for several directories */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}
