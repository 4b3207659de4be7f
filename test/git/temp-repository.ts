import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What stands at a path: text or bytes of a file, a link's target, a submodule's commit. */
export type Content =
  | string
  | Buffer
  | { readonly link: string }
  | { readonly submodule: string }
  | { readonly executable: string };

/** Paths as text, or as bytes in Latin-1 where a name is no UTF-8. */
export type Contents = Readonly<Record<string, Content>>;

const folders: string[] = [];

/** @returns an empty folder, real path, that {@link removeTempFolders} removes. */
export function tempFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'blast-radius-test-')));
  folders.push(folder);
  return folder;
}

export function removeTempFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

const environment = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** Runs the real git, as a person would, and gives what it prints without the last line break. */
export function git(folder: string, args: readonly string[], input: Buffer | string = ''): string {
  const options = { cwd: folder, env: environment, input, stdio: 'pipe', maxBuffer: 1e9 } as const;
  return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], options)
    .toString('utf8')
    .trimEnd();
}

export interface TempRepository {
  /** The work tree, or the bare repository. */
  readonly path: string;
  readonly git: (...args: readonly string[]) => string;
  /** Makes a commit of exactly these files and moves a branch to it. */
  readonly commit: (contents: Contents, options?: CommitOptions) => string;
}

export interface CommitOptions {
  /** `main` by default. */
  readonly branch?: string;
  /** Commit ids; by default where the branch stands. */
  readonly parents?: readonly string[];
}

/** An empty repository whose HEAD is `main`. Objects stay loose unless `git repack` is asked for. */
export function tempRepository(options: readonly string[] = []): TempRepository {
  const path = tempFolder();
  git(path, ['init', '--quiet', '--initial-branch=main', ...options]);
  git(path, ['config', 'fastimport.unpackLimit', '1000000']);
  return {
    path,
    git: (...args) => git(path, args),
    commit: (contents, { branch = 'main', parents } = {}) => {
      git(
        path,
        ['fast-import', '--quiet', '--force', '--done'],
        stream(contents, branch, parents ?? tip(path, branch)),
      );
      return git(path, ['rev-parse', `refs/heads/${branch}`]);
    },
  };
}

function tip(path: string, branch: string): readonly string[] {
  const id = git(path, ['for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`]);
  return id === '' ? [] : [id];
}

let clock = 1_700_000_000;

/** @see https://git-scm.com/docs/git-fast-import#_input_format */
function stream(contents: Contents, branch: string, parents: readonly string[]): Buffer {
  clock += 60;
  const [first, ...others] = parents;
  return Buffer.concat([
    Buffer.from(`reset refs/heads/${branch}\n\ncommit refs/heads/${branch}\n`),
    Buffer.from(`committer A <a@example.com> ${clock} +0000\ndata 1\nc\n`),
    Buffer.from(first === undefined ? '' : `from ${first}\n`),
    Buffer.from(others.map((parent) => `merge ${parent}\n`).join('')),
    Buffer.from('deleteall\n'),
    ...Object.entries(contents).flatMap(([path, content]) => change(path, content)),
    Buffer.from('done\n'),
  ]);
}

function change(path: string, content: Content): readonly Buffer[] {
  const quoted = `"${path
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replace(/[\u0080-\u00ff]/g, octal)}"`;
  if (typeof content !== 'string' && !Buffer.isBuffer(content) && 'submodule' in content) {
    return [Buffer.from(`M 160000 ${content.submodule} ${quoted}\n`)];
  }
  const [mode, data] = file(content);
  return [Buffer.from(`M ${mode} inline ${quoted}\ndata ${data.length}\n`), data, Buffer.from('\n')];
}

function file(content: Exclude<Content, { submodule: string }>): readonly [string, Buffer] {
  if (typeof content === 'string') return ['100644', Buffer.from(content)];
  if (Buffer.isBuffer(content)) return ['100644', content];
  return 'link' in content ? ['120000', Buffer.from(content.link)] : ['100755', Buffer.from(content.executable)];
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8)}`;
}
