import { gitText, lastingText } from './run-git.ts';

export interface FileChange {
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  readonly path: string;
  readonly previousPath: string | null;
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch: string | null;
}

export const mergeBase = (gitDirectory: string, base: string, head: string): Promise<string> =>
  gitText(gitDirectory, ['merge-base', base, head], { accept: [0, 1] });

export const countCommits = async (gitDirectory: string, base: string, head: string): Promise<number> =>
  Number(await lastingText(gitDirectory, ['rev-list', '--count', head, `^${base}`]));

export const countChanges = async (gitDirectory: string, base: string, head: string) => {
  const lines = (await lastingText(gitDirectory, ['diff', '--numstat', '-M', `${base}...${head}`, '--']))
    .split('\n')
    .filter(Boolean);
  const sum = (column: number) => lines.reduce((total, line) => total + (Number(line.split('\t')[column]) || 0), 0);
  return { additions: sum(0), deletions: sum(1), changedFiles: lines.length };
};

/** The changes between two commits or trees, with the text of each patch as GitHub gives it: hunks only. */
export const listChanges = async (gitDirectory: string, range: readonly string[]): Promise<FileChange[]> => {
  const args = ['diff', '--raw', '--numstat', '--patch', '-z', '-M', '--no-abbrev', ...range, '--'];
  const text = await lastingText(gitDirectory, args);
  const start = text.search(/(^|\0)diff --git /);
  const head = start < 0 ? text : text.slice(0, start);
  const patches =
    start < 0
      ? []
      : text
          .slice(start)
          .replace(/^\0/, '')
          .split(/^diff --git .*\n/m)
          .slice(1);
  return parseRaw(head.split('\0')).map((change, index) => ({ ...change, ...describe(patches[index] ?? '') }));
};

const parseRaw = (fields: string[]) => {
  const changes: Pick<FileChange, 'status' | 'path' | 'previousPath' | 'sha'>[] = [];
  for (let index = 0; index < fields.length; ) {
    const meta = /^:\d+ (\d+) (\w+) (\w+) ([A-Z])/.exec(fields[index] ?? '');
    if (!meta) break;
    const [, , before = '', after = '', letter = ''] = meta;
    const renamed = letter === 'R' || letter === 'C';
    const first = fields[index + 1] ?? '';
    const path = renamed ? (fields[index + 2] ?? '') : first;
    changes.push({
      status: statuses[letter] ?? 'modified',
      path,
      previousPath: renamed ? first : null,
      sha: letter === 'D' ? before : after,
    });
    index += renamed ? 3 : 2;
  }
  return changes;
};

const statuses: Record<string, FileChange['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
};

const describe = (patch: string): Pick<FileChange, 'additions' | 'deletions' | 'patch'> => {
  const at = patch.startsWith('@@') ? 0 : patch.indexOf('\n@@') + 1;
  const hunks = at === 0 && !patch.startsWith('@@') ? null : patch.slice(at).replace(/[\n\0]+$/, '');
  const lines = hunks?.split('\n') ?? [];
  return {
    additions: lines.filter((line) => line.startsWith('+')).length,
    deletions: lines.filter((line) => line.startsWith('-')).length,
    patch: hunks,
  };
};
