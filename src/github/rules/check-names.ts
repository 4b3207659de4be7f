/** What releases before bases had checks of their own reported, for any base: it passes no more. */
const plainName = 'blast-radius';

/** @returns the name of the check of everything that a pull request into this base does */
export function checkNameFor(base: string): string {
  return `${plainName}: ${base}`;
}

/** @returns the name of the check of one cluster, where those are asked for */
export function clusterCheckNameFor(base: string, cluster: string): string {
  return `${checkNameFor(base)} / ${cluster}`;
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
