/** A comparison such as `>=2.7`; the parts that a range leaves open are absent. */
interface Comparison {
  readonly operator: string;
  readonly parts: readonly (number | undefined)[];
}

/** More minor releases of Flux 2 than there are, and more patch releases than any has. */
const MOST_MINORS = 60;
const MOST_PATCHES = 60;

/**
 * Tells the newest minor release of Flux 2 that a range takes in, as flux-operator reads it: `>=2.6.0 <2.8.0`, `2.7.x`,
 * `2.6 - 2.7`, `~2.7.1 || 2.8.x`.
 *
 * @returns `undefined` for a range without an end, or for what is none
 * @see Masterminds/semver v3 NewConstraint; controlplaneio-fluxcd/flux-operator internal/builder/semver.go MatchVersion
 */
export function newestMinorIn(range: string): number | undefined {
  const alternatives = range.split('||').map(comparisonsIn);
  const isIn = (minor: number): boolean =>
    alternatives.some((all) => {
      const patches = Array.from({ length: MOST_PATCHES }, (_, patch) => patch);
      return all !== undefined && patches.some((patch) => all.every((each) => holds(each, [2, minor, patch])));
    });
  if (alternatives.some((all) => all === undefined) || isIn(MOST_MINORS)) return undefined;
  const minors = Array.from({ length: MOST_MINORS }, (_, minor) => minor);
  return minors.findLast(isIn);
}

function comparisonsIn(text: string): readonly Comparison[] | undefined {
  const spread = text.trim().replace(/^(\S+)\s+-\s+(\S+)$/, '>=$1 <=$2');
  const words = spread.replaceAll(/([<>=!~^])\s+/g, '$1').split(/[\s,]+/);
  const comparisons = words.map(comparisonIn);
  return comparisons.every((each) => each !== undefined) ? comparisons : undefined;
}

const COMPARISON = /^(>=|<=|=|!=|>|<|~>|~|\^)?v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:[-+].*)?$/;

function comparisonIn(word: string): Comparison | undefined {
  const [, operator = '=', ...parts] = COMPARISON.exec(word) ?? [];
  if (parts.length === 0) return undefined;
  return { operator, parts: parts.map((part) => (part === undefined || !/\d/.test(part) ? undefined : Number(part))) };
}

/** Parts that are left open are equal to any. */
function holds({ operator, parts }: Comparison, version: readonly number[]): boolean {
  const [major, minor, patch] = parts;
  const at = parts.findIndex((part, index) => part !== undefined && part !== version[index]);
  const open = parts.indexOf(undefined);
  const isEqual = at < 0 || (open >= 0 && at > open);
  const isMore = !isEqual && (version[at] ?? 0) > (parts[at] ?? 0);
  switch (operator) {
    case '>':
      return isMore;
    case '>=':
      return isEqual || isMore;
    case '<':
      return !isEqual && !isMore;
    case '<=':
      return !isMore;
    case '!=':
      return !isEqual;
    case '^':
      return (isEqual || isMore) && version[0] === major;
    case '~':
    case '~>':
      return (isEqual || isMore) && version[0] === major && (minor === undefined || version[1] === minor);
    default:
      return isEqual && (patch === undefined || version[2] === patch);
  }
}
