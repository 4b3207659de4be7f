/** The minor number of a release of Kubernetes: all releases are 1.x. */
export type Minor = number;

/** @returns 34 for `1.34`, `v1.34.2` or `1.34.1+k3s1`; `undefined` for what names no release */
export function minorOf(version: string): Minor | undefined {
  const match = /^v?1\.(\d{1,3})(?![0-9])/.exec(version);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

/** @returns `1.34` for 34 */
export function releaseOf(minor: Minor): string {
  return `1.${minor}`;
}
