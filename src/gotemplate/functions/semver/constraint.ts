import { quoteText } from '../../format/quote.ts';
import { GoError } from '../../value/go-error.ts';
import { comparePrereleases, compareVersions, parseVersion, type Version } from './parse-version.ts';

/** One comparison, such as `>=1.2`. */
interface Constraint {
  readonly operator: string;
  readonly version: Version;
  /** What it leaves open: nothing, the patch, the minor, or all. */
  readonly open: 'none' | 'patch' | 'minor' | 'all';
}

const VERSION =
  'v?([0-9|xX*]+)(\\.[0-9|xX*]+)?(\\.[0-9|xX*]+)?(-([0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*))?(\\+([0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*))?';
const OPERATOR = '|=|!=|>|<|>=|=>|<=|=<|~|~>|\\^';
/** RE2 takes the first alternative that lets the whole match; so does this order. */
const ONE = `(${OPERATOR})\\s*(${VERSION})`;
const WHOLE = new RegExp(`^\\s*${ONE}\\s*$`);
const EACH = new RegExp(`(=|!=|>(?!=)|<(?!=)|>=|=>|<=|=<|~(?!>)|~>|\\^|)\\s*(${VERSION})`, 'g');
/** As upstream's, with one way to match each text: backtracking over spaces took time without end. */
const BARE = `(?:(?:${OPERATOR.slice(1)})\\s*)?(?:${VERSION})`;
const VALID = new RegExp(`^\\s*${BARE}(?:(?:\\s+(?:,\\s*)?|,\\s*)${BARE})*\\s*$`);
const RANGE = new RegExp(`\\s*(${VERSION})\\s+-\\s+(${VERSION})\\s*`, 'g');
const MOST_CHARACTERS = 512;
const MOST_GROUPS = 32;

/** @returns whether a version meets a constraint: `semverCompare`. @throws GoError where one cannot be read */
export function meetsConstraint(constraint: string, text: string): boolean {
  const groups = parseConstraints(constraint);
  const version = parseVersion(text);
  if (typeof version === 'string') throw new GoError(version);
  return groups.some((group) => {
    const allowsPre = group.some((each) => each.version.pre !== '');
    return group.every((each) => (version.pre === '' || allowsPre) && meets(version, each));
  });
}

function parseConstraints(text: string): readonly (readonly Constraint[])[] {
  if (text.length > MOST_CHARACTERS) throw new GoError(`constraint string is too long (max ${MOST_CHARACTERS} bytes)`);
  const groups = text
    .replace(RANGE, (...found: readonly unknown[]) => `>= ${String(found[1])}, <= ${String(found[11])} `)
    .split('||');
  if (groups.length > MOST_GROUPS) throw new GoError(`too many constraint groups (max ${MOST_GROUPS})`);
  return groups.map((group) => {
    if (!VALID.test(group)) throw new GoError(`improper constraint: ${quoteText(group)}`);
    return [...group.matchAll(EACH)].map(([one]) => parseConstraint(one));
  });
}

function parseConstraint(text: string): Constraint {
  const match = WHOLE.exec(text);
  if (match === null) throw new GoError(`improper constraint: ${quoteText(text)}`);
  const [, operator = '', spelled = '', major = '', minor = '', patch = '', pre = ''] = match;
  const isOpen = (part: string): boolean => part === '' || /^\.?[xX*]$/.test(part);
  const open = isOpen(major) ? 'all' : isOpen(minor) ? 'minor' : isOpen(patch) ? 'patch' : 'none';
  const full = { all: `0.0.0${pre}`, minor: `${major}.0.0${pre}`, patch: `${major}${minor}.0${pre}`, none: spelled }[
    open
  ];
  const version = parseVersion(full);
  if (typeof version === 'string') throw new GoError('constraint parser error');
  return { operator, version, open };
}

function meets(version: Version, { operator, version: wanted, open }: Constraint): boolean {
  const order = compareVersions(version, wanted);
  switch (operator) {
    case '':
    case '=':
      return open === 'none' ? order === 0 : isNear(version, wanted, open);
    case '!=':
      return differs(version, wanted, open, order);
    case '>':
      return isGreater(version, wanted, open, order);
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return isLessOrEqual(version, wanted, open, order);
    case '~':
    case '~>':
      return isNear(version, wanted, open);
    default:
      return isCompatible(version, wanted, open);
  }
}

/** Tilde: the same minor, or the same major where the minor is open. */
function isNear(version: Version, wanted: Version, open: Constraint['open']): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  const isZero = wanted.major === 0n && wanted.minor === 0n && wanted.patch === 0n;
  if (isZero && open !== 'minor' && open !== 'patch') return true;
  return version.major === wanted.major && (version.minor === wanted.minor || open === 'minor');
}

/** Caret: the same up to the first part that is not zero. */
function isCompatible(version: Version, wanted: Version, open: Constraint['open']): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  if (wanted.major > 0n || open === 'minor') return version.major === wanted.major;
  if (version.major > 0n) return false;
  if (wanted.minor > 0n || open === 'patch') return version.minor === wanted.minor;
  if (version.minor > 0n) return false;
  return version.patch === wanted.patch;
}

function differs(version: Version, wanted: Version, open: Constraint['open'], order: number): boolean {
  if (open !== 'none') {
    if (version.major !== wanted.major) return true;
    if (version.minor !== wanted.minor && open !== 'minor') return true;
    if (open === 'minor') return false;
    if (version.patch !== wanted.patch && open !== 'patch') return true;
    if (open === 'patch') {
      return (version.pre !== '' || wanted.pre !== '') && comparePrereleases(version.pre, wanted.pre) !== 0;
    }
  }
  return order !== 0;
}

function isGreater(version: Version, wanted: Version, open: Constraint['open'], order: number): boolean {
  if (open === 'none' || version.major !== wanted.major)
    return open === 'none' ? order > 0 : version.major > wanted.major;
  if (open === 'minor') return false;
  return open === 'patch' ? version.minor > wanted.minor : order > 0;
}

function isLessOrEqual(version: Version, wanted: Version, open: Constraint['open'], order: number): boolean {
  if (open === 'none') return order <= 0;
  if (version.major > wanted.major) return false;
  return !(version.major === wanted.major && version.minor > wanted.minor && open !== 'minor');
}
