import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gitText, lastingText, runGit } from './run-git.ts';

/** The full id of the commit a revision names (branch, tag, id, abbreviated id), or undefined. */
export const resolveCommit = async (gitDirectory: string, revision: string): Promise<string | undefined> => {
  if (!/^[\w./@+=-]+$/.test(revision) || revision.startsWith('-')) return undefined;
  const branch = await looseBranch(gitDirectory, revision);
  if (branch !== undefined) return branch;
  if (present.has(keyOf(gitDirectory, 'commit', revision))) return revision;
  const candidates = [`refs/heads/${revision}`, `refs/tags/${revision}`, revision];
  const input = candidates.map((candidate) => `${candidate}^{commit}\n`).join('');
  const answers = await gitText(gitDirectory, ['cat-file', '--batch-check=%(objectname)'], { input });
  const found = answers.split('\n').find((answer) => /^[0-9a-f]{40,64}$/.test(answer));
  if (found === revision) present.add(keyOf(gitDirectory, 'commit', revision));
  return found;
};

/** What most revisions are. @returns nothing where git has to be asked */
const looseBranch = async (gitDirectory: string, revision: string): Promise<string | undefined> => {
  if (revision.split('/').some((part) => part === '' || part.startsWith('.'))) return undefined;
  const text = await readFile(join(gitDirectory, 'refs', 'heads', revision), 'utf8').catch(() => '');
  return /^[0-9a-f]{40}\n$/.test(text) ? text.trim() : undefined;
};

export const commitExists = (gitDirectory: string, sha: string): Promise<boolean> =>
  objectExists(gitDirectory, sha, 'commit');

export const treeExists = (gitDirectory: string, sha: string): Promise<boolean> =>
  objectExists(gitDirectory, sha, 'tree');

/** An object that is there stays: nothing is ever collected here. */
const objectExists = async (gitDirectory: string, sha: string, type: 'commit' | 'tree'): Promise<boolean> => {
  const key = keyOf(gitDirectory, type, sha);
  if (present.has(key)) return true;
  const { code } = await runGit(gitDirectory, ['cat-file', '-e', `${sha}^{${type}}`], { accept: [0, 1, 128] });
  if (code === 0) present.add(key);
  return code === 0;
};

const present = new Set<string>();

const keyOf = (gitDirectory: string, type: 'commit' | 'tree', sha: string): string => `${gitDirectory} ${type} ${sha}`;

/** Says that a tree has just been written, so that nobody need ask for it. */
export const noteTree = (gitDirectory: string, sha: string): void => {
  present.add(keyOf(gitDirectory, 'tree', sha));
};

export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number;
  readonly path: string;
}

/** What lies at a path: the entry itself, and for a directory its children. */
export const listTree = async (gitDirectory: string, commit: string, path: string): Promise<TreeEntry[]> => {
  const args = ['ls-tree', '-z', '-l', '--full-tree', commit, ...(path === '' ? [] : ['--', path])];
  const { stdout, code } = await runGit(gitDirectory, args, { accept: [0, 128] });
  if (code !== 0) return [];
  return stdout.toString().split('\0').filter(Boolean).map(parseEntry);
};

const parseEntry = (line: string): TreeEntry => {
  const [meta = '', path = ''] = line.split('\t');
  const [mode = '', type = '', sha = '', size = '0'] = meta.split(/ +/);
  return { mode, type, sha, size: Number(size) || 0, path };
};

export const readBlob = async (gitDirectory: string, sha: string): Promise<Buffer> =>
  (await runGit(gitDirectory, ['cat-file', 'blob', sha])).stdout;

export interface CommitFacts {
  readonly sha: string;
  readonly tree: string;
  readonly parents: string[];
  readonly author: { name: string; email: string; date: string };
  readonly committer: { name: string; email: string; date: string };
  readonly message: string;
  /** What it changes against its parent; of a merge, nothing. */
  readonly changes: readonly { readonly status: string; readonly path: string }[];
}

const format = '%x01%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x00%x02';
const changed = ['--name-status', '-z', '--no-renames'];

/** Commits of a range between ids, newest first. */
export const readCommits = async (gitDirectory: string, range: readonly string[]): Promise<CommitFacts[]> => {
  const text = await lastingText(gitDirectory, ['log', `--format=${format}`, ...changed, ...range, '--']);
  const commits = text.split('\x01').slice(1).map(parseCommit);
  for (const commit of commits) known.set(commit.sha, commit);
  return commits;
};

/** By id, which is what a commit holds: the same in every repository. */
const known = new Map<string, CommitFacts>();

/** One commit; a commit never changes, so it is read once. */
export const readCommit = async (gitDirectory: string, sha: string): Promise<CommitFacts | undefined> =>
  known.get(sha) ?? (await readCommits(gitDirectory, ['-1', sha]))[0];

const parseCommit = (record: string): CommitFacts => {
  const [facts = '', changes = ''] = record.split('\x02');
  const [sha = '', tree = '', parents = '', an = '', ae = '', ad = '', cn = '', ce = '', cd = '', body = ''] =
    facts.split('\0');
  return {
    sha,
    tree,
    parents: parents.split(' ').filter(Boolean),
    author: { name: an, email: ae, date: utc(ad) },
    committer: { name: cn, email: ce, date: utc(cd) },
    message: body.trimEnd(),
    changes: parseChanges(changes),
  };
};

/** Status and path in turn, after a line break where there are any. */
const parseChanges = (text: string): CommitFacts['changes'] => {
  const fields = text.slice(text.indexOf('\n') + 1).split('\0');
  return fields.flatMap((path, index) =>
    index % 2 === 1 && path !== '' ? [{ status: fields[index - 1] ?? '', path }] : [],
  );
};

const utc = (date: string): string => new Date(date).toISOString().replace('.000Z', 'Z');
