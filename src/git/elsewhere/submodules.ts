import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { isObjectId } from '../objects/object-loader.ts';
import { runGit } from '../process/run-git.ts';

/** A repository within another one. */
export interface Submodule {
  /** Where it stands, of which each character is one byte. */
  readonly path: string;
  /** As it is written: an address, or one relative to that of the other. */
  readonly url: string;
  readonly commit: ObjectId;
}

/** A tree, and the bare git directory that holds it and all below it. */
export interface HeldTree {
  readonly directory: string;
  readonly id: ObjectId;
}

/** A line of `git ls-tree`. */
interface Line {
  readonly mode: string;
  readonly type: string;
  readonly id: string;
  readonly path: string;
}

const MODULES = '.gitmodules';
const LINK = '160000';

/**
 * @returns the submodules of a tree that it tells the address of
 * @throws GitError
 * @see https://git-scm.com/docs/gitmodules
 */
export async function submodulesOf({ directory, id }: HeldTree): Promise<readonly Submodule[]> {
  const lines = await linesOf(directory, id, ['-r']);
  const links = lines.filter(({ mode }) => mode === LINK);
  if (links.length === 0 || !lines.some(({ path, type }) => path === MODULES && type === 'blob')) return [];
  const { stdout } = await runGit({
    gitDirectory: directory,
    args: ['config', '--blob', `${id}:${MODULES}`, '-z', '--get-regexp', '^submodule\\..*\\.(path|url)$'],
    doing: `reading ${MODULES}`,
    // 1: there is none. 128: it is no such file, as for git.
    answers: [0, 1, 128],
  });
  const values = new Map(
    stdout
      .toString('latin1')
      .split('\0')
      .map((entry) => [entry.split('\n', 1)[0] ?? '', entry.slice(entry.indexOf('\n') + 1)]),
  );
  const urls = new Map(
    [...values].flatMap(([key, path]) => {
      const url = key.endsWith('.path') ? values.get(key.replace(/path$/, 'url')) : undefined;
      return url === undefined ? [] : [[path.replace(/\/+$/, ''), url] as const];
    }),
  );
  return links.flatMap(({ path, id: commit }) => {
    const url = urls.get(path);
    return url === undefined || !isObjectId(commit) ? [] : [{ path, url, commit }];
  });
}

/**
 * Writes a tree that holds others in the place of its submodules.
 *
 * @param directory absolute path of a bare directory of our own, that gets all objects
 * @param parts by the paths of submodules
 * @returns its id
 * @throws GitError
 */
export async function composeTree(
  directory: string,
  whole: HeldTree,
  parts: ReadonlyMap<string, HeldTree>,
): Promise<ObjectId> {
  for (const part of [whole, ...parts.values()]) {
    await cp(join(part.directory, 'objects'), join(directory, 'objects'), { recursive: true, force: false });
  }
  return graft(directory, whole.id, new Map([...parts].map(([path, { id }]) => [path, id])));
}

async function graft(gitDirectory: string, tree: ObjectId, parts: ReadonlyMap<string, ObjectId>): Promise<ObjectId> {
  const lines: string[] = [];
  for (const { mode, type, id, path } of await linesOf(gitDirectory, tree, [])) {
    const part = mode === LINK ? parts.get(path) : undefined;
    const below = new Map(
      [...parts].flatMap(([each, at]) => (each.startsWith(`${path}/`) ? [[each.slice(path.length + 1), at]] : [])),
    );
    if (part !== undefined) lines.push(`040000 tree ${part}\t${path}\0`);
    else if (type === 'tree' && below.size > 0) {
      lines.push(`${mode} tree ${await graft(gitDirectory, id, below)}\t${path}\0`);
    } else lines.push(`${mode} ${type} ${id}\t${path}\0`);
  }
  const { stdout } = await runGit({
    gitDirectory,
    args: ['mktree', '-z'],
    doing: 'putting submodules in their places',
    input: Buffer.from(lines.join(''), 'latin1'),
  });
  return stdout.toString('latin1').trim();
}

async function linesOf(gitDirectory: string, tree: ObjectId, options: readonly string[]): Promise<readonly Line[]> {
  const { stdout } = await runGit({
    gitDirectory,
    args: ['ls-tree', '-z', '--full-tree', ...options, '--end-of-options', tree],
    doing: 'looking for submodules',
  });
  return stdout
    .toString('latin1')
    .split('\0')
    .flatMap((line) => {
      const [, mode = '', type = '', id = '', path = ''] = /^(\d+) (\w+) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      return mode === '' ? [] : [{ mode, type, id, path }];
    });
}
