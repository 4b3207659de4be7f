import { answer } from '../../ask/answer.ts';
import type { Answered } from '../../ask/question.ts';
import type { ObjectSession } from '../../git/objects/git-objects.ts';
import { drive } from '../../tree/objects/drive.ts';
import { configOfCommits } from './config-of-commits.ts';
import { tableOf, withSources } from './over-sources.ts';
import type { Remembered } from './remembered.ts';
import type { QuestionTask } from './render-task.ts';

/**
 * Reads a commit's configuration, and answers a question about the commit.
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
  const { question, commit, key } = task;
  const tree = withSources({ id: task.tree, objects }, tableOf(task));
  const own = remembered.of(task.repository);
  const workspace = own.workspace(objects);
  const [latest] = workspace.known;
  if (latest !== undefined) await session.follow(latest.id, tree.id);
  const { config } = await drive(fetch, () => configOfCommits(tree, tree));
  const snapshot = { tree, config, workspace };
  const answered = await drive(fetch, () => answer(question, { snapshot, commit, key }));
  own.reviewed([tree]);
  return { kind: question.kind, answer: answered };
}
