import { RE2JS, RE2JSException } from 're2js';
import { compareVersions, parseVersion, type Version } from '../../gotemplate/functions/semver/parse-version.ts';
import type { NameFilter } from '../../tree/sources/source-ref.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { isWithin, readVersion } from '../versions/newest-version.ts';

/** What is chosen of, and where: of `github.com/acme/app`, tags. */
interface Chosen {
  readonly of: 'branches' | 'tags';
  readonly filter: NameFilter;
  /** Where they are, as people may read it. */
  readonly shown: string;
}

/**
 * @param names all that a repository has, each once
 * @returns those that flux-operator exports, in its order: tags by version, newest first, else backwards by the alphabet;
 *   branches by the alphabet, as nothing tells in which order it has them
 * @throws FetchError `no-such-ref` or `bad-range` where the operator fails; `not-found` where nobody here can tell which it
 *   takes
 * @see flux-operator config/crd spec.filter
 */
export function chooseNames(names: readonly string[], { of, filter, shown }: Chosen): readonly string[] {
  const matching = names.filter(nameMatcher(filter));
  if (of === 'tags') return filter.semver === '' ? backwards(matching, filter.limit) : newest(matching, filter, shown);
  if (matching.length <= filter.limit) return matching.toSorted();
  const message = `${shown} has ${matching.length} branches that match, and nothing tells which ${filter.limit} of them are taken`;
  throw new FetchError('not-found', message, 'Let spec.filter match fewer, or raise its limit.');
}

function backwards(names: readonly string[], limit: number): readonly string[] {
  return names.toSorted().toReversed().slice(0, limit);
}

function newest(names: readonly string[], { semver, limit }: NameFilter, shown: string): readonly string[] {
  isWithin(semver, '0.0.0');
  const versions = names.flatMap((name): readonly { readonly name: string; readonly version: Version }[] => {
    const version = parseVersion(name);
    return typeof version === 'string' || !isWithin(semver, name) ? [] : [{ name, version }];
  });
  const sorted = versions.toSorted((one, other) => compareVersions(other.version, one.version));
  const taken = sorted.slice(0, limit);
  const [last, next] = [taken.at(-1), sorted[limit]];
  const isTie = last !== undefined && next !== undefined && compareVersions(last.version, next.version) === 0;
  const partial = taken.find(({ name }) => readVersion(name) === undefined);
  if (!isTie && partial === undefined) return taken.map(({ name }) => name);
  const why = isTie
    ? `${last.name} and ${next.name} are tags of one version there`
    : `nothing tells whether ${partial?.name} is a version to it`;
  throw new FetchError('not-found', `of ${shown}, ${why}`, 'Let spec.filter.includeTag match one of them alone.');
}

/**
 * @returns whether a filter takes a name
 * @throws FetchError `no-such-ref` for what is no regular expression
 */
export function nameMatcher({ include, exclude }: Pick<NameFilter, 'include' | 'exclude'>): (name: string) => boolean {
  const [isIncluded, isExcluded] = [matcherOf(include), matcherOf(exclude)];
  return (name) => isIncluded?.(name) !== false && isExcluded?.(name) !== true;
}

function matcherOf(expression: string): ((name: string) => boolean) | undefined {
  if (expression === '') return undefined;
  try {
    const pattern = RE2JS.compile(expression);
    return (name) => pattern.matcher(name).find();
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new FetchError('no-such-ref', `"${expression}" is not a regular expression of Go`, 'Correct spec.filter.');
  }
}
