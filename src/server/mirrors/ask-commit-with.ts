import type { Answered, Answers, Question, QuestionKind } from '../../ask/question.ts';
import type { AskCommit, CommitToAsk } from '../../github/commands/run/command.ts';
import type { Renderer } from '../render/create-renderer.ts';
import type { MirrorPool } from './mirror-pool.ts';
import { explainingGit } from './review-commits-with.ts';

/**
 * Answers questions about single commits from the mirrors, for commands: fetches here, renders in the renderer.
 *
 * @param key masks secret values
 */
export function askCommitWith(mirrors: MirrorPool, renderer: Renderer, key: Uint8Array): AskCommit {
  return <Asked extends Question>(
    { repository, cloneUrl, ref, commit, token }: CommitToAsk,
    question: Asked,
    signal: AbortSignal,
  ) =>
    explainingGit(() =>
      mirrors.use(repository, cloneUrl, async (mirror) => {
        const sides = 'as-given' as const;
        const trees = await mirror.treesUnderReview({ refs: [ref], base: commit, head: commit, token, signal, sides });
        signal.throwIfAborted();
        const task = { gitDirectory: mirror.repository.scratch, repository, key, question, commit, tree: trees.after };
        return answerTo<Asked['kind']>(question.kind, await renderer.answer(mirror.repository, task, signal));
      }),
    );
}

function answerTo<Kind extends QuestionKind>(kind: Kind, answered: Answered): Answers[Kind] {
  if (!isAnswerTo(kind, answered)) throw new Error(`${kind} was asked, and ${answered.kind} answered`);
  return answered.answer;
}

function isAnswerTo<Kind extends QuestionKind>(kind: Kind, answered: Answered): answered is Answered<Kind> {
  return answered.kind === kind;
}
