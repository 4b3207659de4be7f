/** A commit by its id: it never stands for another one. */
export function isCommit(ref: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(ref);
}

/**
 * @param ref as it is written: a branch, a tag, a full name; empty for the default branch
 * @returns the full names that it may stand for, as git tries them; none where it is no name
 * @see https://git-scm.com/docs/gitrevisions#_specifying_revisions
 */
export function namesFor(ref: string): readonly string[] {
  if (ref === '' || ref === 'HEAD') return ['HEAD'];
  if (/[\s~^:?*[\\\x7f]|\.\.|@\{|^[-/]|\/$|\/\/|\.lock$/.test(ref)) return [];
  const names = [`refs/${ref}`, `refs/tags/${ref}`, `refs/heads/${ref}`];
  return ref.startsWith('refs/') ? [ref, ...names] : names;
}

/** What a remote has under a name. */
export interface Advertised {
  /** Of the object itself: a commit, or a tag of one. */
  readonly id: string;
  readonly commit: string;
}

/** @returns the first of the names that a remote has */
export function firstOf(names: readonly string[], refs: ReadonlyMap<string, string>): Advertised | undefined {
  const name = names.find((each) => refs.has(each));
  const id = name === undefined ? undefined : refs.get(name);
  return id === undefined ? undefined : { id, commit: refs.get(`${name}^{}`) ?? id };
}
