import { answer } from '../../ask/answer.ts';
import type { Answered } from '../../ask/question.ts';
import type { ObjectSession } from '../../git/objects/git-objects.ts';
import { drive } from '../../tree/objects/drive.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import { configOfCommits } from './config-of-commits.ts';
import { tableOf, withSources } from './over-sources.ts';
import type { Remembered } from './remembered.ts';
import type { QuestionTask } from './render-task.ts';
import { explainedPaths, shownPaths } from './shown-paths.ts';

/**
 * Reads the configuration, of a merge the base's, and answers a question about the commit or the merge.
 *
 * @param remembered what was computed before; grows
 * @throws Needs for what stands elsewhere and is not resolved; CannotReview, GitError
 */
export async function answerQuestion(
  session: ObjectSession,
  task: QuestionTask,
  remembered: Remembered,
): Promise<Answered> {
  const { objects, fetch } = session;
  const { question, commit, key, merged } = task;
  const at = (id: string): RepoTree => ({ id, objects });
  const tree = withSources(at(task.tree), tableOf(task));
  const own = remembered.of(task.repository);
  const workspace = own.workspace(objects);
  const [latest] = workspace.known;
  if (latest !== undefined) await session.follow(latest.id, tree.id);
  const { config } = await drive(fetch, () => configOfCommits(merged === undefined ? tree : at(merged.ofBase), tree));
  const snapshot = { tree, config, workspace };
  const answered = await drive(fetch, () => answer(question, { snapshot, commit, key }));
  own.reviewed([tree]);
  if (merged === undefined || !('kind' in answered) || answered.kind !== 'explained')
    return { kind: question.kind, answer: answered };
  const trees = { after: at(task.tree), head: at(merged.ofHead), base: at(merged.ofBase) };
  const shown = await drive(fetch, () => shownPaths(explainedPaths(answered), trees));
  return { kind: question.kind, answer: { ...answered, shown } };
}
