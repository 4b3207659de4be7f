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
  /** The full name; empty where it was asked for by its id. */
  readonly name: string;
  /** Of the object itself: a commit, or a tag of one. */
  readonly id: string;
  readonly commit: string;
}

/** @returns the first of the names that a remote has */
export function firstOf(names: readonly string[], refs: ReadonlyMap<string, string>): Advertised | undefined {
  const name = names.find((each) => refs.has(each));
  const id = name === undefined ? undefined : refs.get(name);
  return name === undefined || id === undefined ? undefined : { name, id, commit: refs.get(`${name}^{}`) ?? id };
}

/** @returns what a reference by a full name follows: branches move, tags stay by convention; `undefined` for what stays */
export function followedBy(name: string): string | undefined {
  if (name === 'HEAD') return 'the default branch';
  if (name === '' || name.startsWith('refs/tags/')) return undefined;
  return name.startsWith('refs/heads/') ? `branch ${name.slice('refs/heads/'.length)}` : name;
}
