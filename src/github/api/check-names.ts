/** What releases before bases had checks of their own reported, for any base: it passes no more. */
const plainName = 'blast-radius';

/**
 * What branch rules name. A check belongs to a commit and a base: a green one into a lax branch must not let the same
 * commit into another.
 *
 * @param base the name of the base branch
 * @param cluster of a check of its own, where those are asked for
 * @returns the name of the check of pull requests into a base
 */
export function checkName(base: string, cluster?: string): string {
  return `${plainName}: ${base}${cluster === undefined ? '' : ` / ${cluster}`}`;
}

/** A name of a check of ours that a rule may list. */
type CheckNameKind = { readonly kind: 'plain' | 'based'; readonly cluster: string | undefined; readonly base?: string };

/**
 * Reads a name. A branch holds no space, so the first one ends it; a cluster may hold any.
 *
 * @returns `undefined` for a check that is not ours
 */
export function readCheckName(name: string): CheckNameKind | undefined {
  const [, base, ofBase] = /^blast-radius: (\S+)(?: \/ (.+))?$/s.exec(name) ?? [];
  if (base !== undefined) return { kind: 'based', base, cluster: ofBase };
  const [found, cluster] = /^blast-radius(?: \/ (.+))?$/s.exec(name) ?? [];
  return found === undefined ? undefined : { kind: 'plain', cluster };
}
