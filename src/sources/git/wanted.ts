import type { GitFollows, SourceRef } from '../../tree/sources/source-ref.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { newestWithin } from '../versions/newest-version.ts';
import { type Advertised, firstOf, followedBy, isCommit, namesFor } from './choose-ref.ts';

/** What of a repository is fetched, and how it is found. */
export interface Wanted {
  /** As it is written. */
  readonly repository: string;
  /** Tells what is followed of it from all else. */
  readonly key: string;
  /** Where it is asked for by its id. */
  readonly commit: string | undefined;
  /** The full names that the remote is asked about, or a pattern of them. */
  readonly refs: readonly string[];
  /**
   * @param refs those of them that the remote has
   * @throws FetchError `not-found`; `no-such-ref` where Flux would not find it either
   */
  readonly choose: (refs: ReadonlyMap<string, string>, host: string) => Advertised;
  /** @returns what is followed, in words; `undefined` for what stays */
  readonly follows: (name: string) => string | undefined;
  /** @returns what was found, as people know it */
  readonly revision: (name: string, commit: string) => string;
}

const TAGS = 'refs/tags/';
const CHECK = 'Check its spelling.';

export function wantedBy(source: Extract<SourceRef, { kind: 'clone' | 'git' }>): Wanted {
  return source.kind === 'clone' ? byKustomize(source.repository, source.ref) : byFlux(source.url, source.follows);
}

function byKustomize(repository: string, ref: string): Wanted {
  const refs = namesFor(ref);
  return {
    ...{ repository, key: ref, refs, follows: followedBy, revision: (_, commit) => commit },
    commit: isCommit(ref) ? ref : undefined,
    choose: (found, host) => {
      const what = ref === '' ? 'a default branch' : `a branch or tag "${ref}"`;
      return firstOf(refs, found) ?? fail(new FetchError('not-found', `${host} does not have ${what} of it`, CHECK));
    },
  };
}

/** @see fluxcd/pkg git/gogit Client.Clone */
function byFlux(repository: string, { kind, value }: GitFollows): Wanted {
  const wanted = { repository, key: `${kind} ${value}`, follows: followedBy, revision: (_: string, id: string) => id };
  if (kind === 'semver') {
    return {
      ...wanted,
      ...{ commit: undefined, refs: [`${TAGS}*`], follows: () => `versions ${value}` },
      choose: (found, host) => newestTag(value, found, host),
      revision: (name, commit) => `${name.slice(TAGS.length)}@${commit}`,
    };
  }
  if (kind === 'commit') {
    const choose = () =>
      fail(new FetchError('no-such-ref', `"${value}" is not the whole id of a commit`, 'Write all of it.'));
    return { ...wanted, commit: isCommit(value) ? value : undefined, refs: [], choose };
  }
  const name = kind === 'name' ? value.replace(/\^\{\}$/, '') : `refs/${kind === 'branch' ? 'heads' : 'tags'}/${value}`;
  const refs = namesFor(name).slice(0, 1);
  const what = kind === 'name' ? `a ref "${value}"` : `a ${kind} "${value}"`;
  const choose = (found: ReadonlyMap<string, string>, host: string) =>
    firstOf(refs, found) ?? fail(new FetchError('no-such-ref', `${host} does not have ${what} of it`, CHECK));
  return { ...wanted, commit: undefined, refs, choose };
}

/**
 * Which of two tags of one version is the newer one, their commits tell, which are not here yet.
 *
 * @see fluxcd/pkg git/gogit Client.cloneSemVer
 */
function newestTag(range: string, found: ReadonlyMap<string, string>, host: string): Advertised {
  const names = [...found.keys()].filter((name) => !name.endsWith('^{}'));
  const newest = newestWithin(
    names.map((name) => ({ version: name.slice(TAGS.length), name })),
    range,
  );
  const all = newest.flatMap(({ name }) => firstOf([name], found) ?? []);
  const [first, ...others] = all;
  if (first === undefined) {
    throw new FetchError('no-such-ref', `${host} does not have a tag of it within "${range}"`, 'Choose another range.');
  }
  if (others.some(({ commit }) => commit !== first.commit)) {
    const tags = newest.map(({ version }) => version).join(' and ');
    throw new FetchError('not-found', `${tags} are tags of one version at different commits`, 'Follow one of them.');
  }
  return first;
}

function fail(error: FetchError): never {
  throw error;
}
