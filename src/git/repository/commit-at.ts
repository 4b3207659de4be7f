import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { isObjectId } from '../objects/object-loader.ts';
import { runGit } from '../process/run-git.ts';

/** In milliseconds: a day that is named is meant to its end. */
const DAY = 86_400_000;

/**
 * @param text a day, to whose last second in UTC it leads (`2026-11-20`), or a time with its zone (`2026-11-20T15:30Z`)
 * @returns the moment; `undefined` where the text is neither
 */
export function momentOf(text: string): Date | undefined {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/.exec(text) ?? [];
  if (day === undefined) return undefined;
  const [start, moment] = [new Date(day), new Date(text)];
  // Of the 31st of February JavaScript makes another day.
  if (Number.isNaN(moment.getTime()) || start.toISOString().slice(0, day.length) !== day) return undefined;
  return time === undefined ? new Date(start.getTime() + DAY - 1000) : moment;
}

/**
 * Finds what a branch held at some time. Of what was merged into it the merges count, which are dated when they are made:
 * an old commit that was merged later is not found before.
 *
 * @param gitDirectory absolute path
 * @param tip of the branch
 * @param at a moment; or the start of a commit's id, at least seven digits
 * @returns the newest commit of the branch itself that is not newer, or the commit where the branch holds it; `undefined`
 *   where there is none
 * @throws GitError `missing-object`
 */
export async function commitAt(gitDirectory: string, tip: ObjectId, at: Date | string): Promise<ObjectId | undefined> {
  if (typeof at === 'string') return ancestor(gitDirectory, tip, at);
  const age = `--min-age=${Math.floor(at.getTime() / 1000)}`;
  return idFrom(gitDirectory, ['rev-list', '--max-count=1', '--first-parent', age, tip]);
}

async function ancestor(gitDirectory: string, tip: ObjectId, start: string): Promise<ObjectId | undefined> {
  if (!/^[0-9a-f]{7,64}$/.test(start)) return undefined;
  const id = await idFrom(gitDirectory, ['rev-parse', '--verify', '--quiet', `${start}^{commit}`]);
  if (id === undefined) return undefined;
  const { exitCode } = await runGit({
    gitDirectory,
    args: ['merge-base', '--is-ancestor', id, tip],
    doing: 'looking for an earlier commit',
    answers: [0, 1],
  });
  return exitCode === 0 ? id : undefined;
}

async function idFrom(gitDirectory: string, args: readonly string[]): Promise<ObjectId | undefined> {
  const doing = 'looking for an earlier commit';
  const { stdout } = await runGit({ gitDirectory, args, doing, answers: [0, 1, 128] });
  const id = stdout.toString('utf8').trim();
  return isObjectId(id) ? id : undefined;
}
