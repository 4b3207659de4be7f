/** The versions of a range: from the first on, up to but not including the second. */
interface Range {
  readonly from: Numbers;
  readonly below: Numbers;
}

type Numbers = readonly [number, number, number];

/** `6`, `6.x`, `6.1.*`, `~6.1`, `^6.1.2`: what a range is mostly written as. */
const RANGE = /^([~^]?)\s*v?(\d{1,9})(?:\.(\d{1,9}|[xX*]))?(?:\.(\d{1,9}|[xX*]))?$/;

/**
 * @param text a version or a range of versions, without suffix
 * @returns `undefined` for a range of another form, whose bounds are not known here
 * @see Masterminds/semver constraints.go, which Flux reads ranges with
 */
export function rangeOf(text: string): Range | undefined {
  const [, operator = '', ...parts] = RANGE.exec(text.trim()) ?? [];
  if (parts.length === 0) return undefined;
  const open = parts.findIndex((part) => part === undefined || /[xX*]/.test(part));
  const written = open < 0 ? 3 : open;
  const [major = 0, minor = 0, patch = 0] = parts.slice(0, written).map(Number);
  const from: Numbers = [major, minor, patch];
  if (operator === '^') return { from, below: caretBound(from, written) };
  if (written === 1) return { from, below: [major + 1, 0, 0] };
  return { from, below: written === 2 || operator === '~' ? [major, minor + 1, 0] : [major, minor, patch + 1] };
}

/** A caret keeps the first number that is not zero. */
function caretBound([major, minor, patch]: Numbers, written: number): Numbers {
  if (major > 0 || written === 1) return [major + 1, 0, 0];
  return minor > 0 || written === 2 ? [0, minor + 1, 0] : [0, 0, patch + 1];
}

/** @returns whether every version of the one is older than every version of the other */
export function isBelow(one: Range, other: Range): boolean {
  return compare(one.below, other.from) <= 0;
}

function compare(a: Numbers, b: Numbers): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
