/** A version as Masterminds/semver reads it, which takes `v1` and `01.2`. */
export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly pre: string;
  readonly metadata: string;
  readonly original: string;
}

const LOOSE =
  /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;
const MOST_CHARACTERS = 256;

/** @returns a text as a version, or what is wrong with it: `NewVersion` */
export function parseVersion(text: string): Version | string {
  if (text.length > MOST_CHARACTERS) return `version string is too long (max ${MOST_CHARACTERS} bytes)`;
  const match = LOOSE.exec(text);
  if (match === null) return 'invalid semantic version';
  const [, major = '0', minor = '0', patch = '0', pre = '', metadata = ''] = match;
  for (const segment of [major, minor, patch]) {
    if (BigInt(segment) >= 2n ** 64n) {
      return `error parsing version segment: strconv.ParseUint: parsing "${segment}": value out of range`;
    }
  }
  if (pre.split('.').some((part) => /^0[0-9]+$/.test(part))) return 'version segment starts with 0';
  return { major: BigInt(major), minor: BigInt(minor), patch: BigInt(patch), pre, metadata, original: text };
}

/** @returns a version with all its parts. */
export function showVersion({ major, minor, patch, pre, metadata }: Version): string {
  return `${major}.${minor}.${patch}${pre === '' ? '' : `-${pre}`}${metadata === '' ? '' : `+${metadata}`}`;
}

/** @returns -1, 0 or 1, without regard to metadata. */
export function compareVersions(a: Version, b: Version): number {
  const order = compare(a.major, b.major) || compare(a.minor, b.minor) || compare(a.patch, b.patch);
  if (order !== 0 || a.pre === b.pre) return order;
  if (a.pre === '') return 1;
  return b.pre === '' ? -1 : comparePrereleases(a.pre, b.pre);
}

/** @returns -1, 0 or 1 for what stands behind the dash. */
export function comparePrereleases(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = comparePart(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function comparePart(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return -1;
  if (b === '') return 1;
  const isNumberA = isNumber(a);
  const isNumberB = isNumber(b);
  if (isNumberA && isNumberB) return BigInt(a) > BigInt(b) ? 1 : -1;
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return a > b ? 1 : -1;
}

function isNumber(part: string): boolean {
  return /^[0-9]+$/.test(part) && BigInt(part) < 2n ** 64n;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
