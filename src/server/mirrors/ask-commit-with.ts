import type { Answered, Answers, Question } from '../../ask/answer.ts';
import type { AskCommit, CommitToAsk } from '../../github/commands/ask-commit.ts';
import { PromotionRefusal } from '../../promotion/plan/promotion-refusal.ts';
import type { Renderer } from '../render/create-renderer.ts';
import type { MirrorPool } from './mirror-pool.ts';
import { gitSaid } from './review-commits-with.ts';

/**
 * Asks questions about single commits out of the mirrors, for commands: fetches here, answers where the renderer does.
 *
 * @param key masks secret values
 */
export function askCommitWith(mirrors: MirrorPool, renderer: Renderer, key: Uint8Array): AskCommit {
  return <Asked extends Question>(
    { repository, cloneUrl, ref, commit, token }: CommitToAsk,
    question: Asked,
    signal: AbortSignal,
  ) =>
    gitSaid(() =>
      mirrors.use(repository, cloneUrl, async (mirror) => {
        const sides = 'as-given' as const;
        const trees = await mirror.treesUnderReview({ refs: [ref], base: commit, head: commit, token, signal, sides });
        signal.throwIfAborted();
        const task = { gitDirectory: mirror.repository.scratch, repository, key, question, commit, tree: trees.after };
        const answer = await renderer.answer(mirror.repository, task, signal);
        if (answer.kind === 'refused') throw new PromotionRefusal(answer.reason, answer.remedy);
        return answerTo<Asked['kind']>(question.kind, answer);
      }),
    );
}

function answerTo<Kind extends Question['kind']>(kind: Kind, answer: { readonly kind: string }): Answers[Kind] {
  if (!isAnswerTo(kind, answer)) throw new Error(`${kind} was asked, and ${answer.kind} answered`);
  return answer.answer;
}

function isAnswerTo<Kind extends Question['kind']>(
  kind: Kind,
  answer: { readonly kind: string },
): answer is Answered<Kind> {
  return answer.kind === kind;
}
