import type { Answered, Answers, Question, QuestionKind } from '../../ask/question.ts';
import type { AskCommit, CommitAt, CommitToAsk, ListHistory } from '../../github/commands/run/command.ts';
import type { Elsewhere } from '../elsewhere/fetching.ts';
import { overElsewhere } from '../elsewhere/over-elsewhere.ts';
import type { Renderer } from '../render/create-renderer.ts';
import type { MirrorPool } from './mirror-pool.ts';
import { explainingGit } from './review-commits-with.ts';

/**
 * Answers questions about single commits from the mirrors, for commands: fetches here, renders in the renderer.
 *
 * @param key masks secret values
 * @param elsewhere absent where nothing is fetched
 */
export function askCommitWith(
  mirrors: MirrorPool,
  renderer: Renderer,
  key: Uint8Array,
  elsewhere: Elsewhere | undefined,
): AskCommit {
  return <Asked extends Question>(
    { repository, cloneUrl, ref, commit, token, asking }: CommitToAsk,
    question: Asked,
    signal: AbortSignal,
  ) =>
    explainingGit(() =>
      mirrors.use(repository, cloneUrl, async (mirror) => {
        const sides = 'as-given' as const;
        const trees = await mirror.treesUnderReview({ refs: [ref], base: commit, head: commit, token, signal, sides });
        signal.throwIfAborted();
        const { repository: git } = mirror;
        const task = { gitDirectory: git.scratch, repository, key, question, commit, tree: trees.after };
        const attempts = renderer.attempts(signal);
        const { result } = await overElsewhere(elsewhere, { repository: asking, mirror: git, signal }, (sources) =>
          renderer.answer(git, { ...task, sources }, attempts),
        );
        return answerTo<Asked['kind']>(question.kind, result);
      }),
    );
}

/** Finds earlier commits in the mirrors. */
export function commitAtWith(mirrors: MirrorPool): CommitAt {
  return ({ repository, cloneUrl, ref, commit: tip, token }, at, signal) =>
    explainingGit(() =>
      mirrors.use(repository, cloneUrl, (mirror) => mirror.commitAt({ refs: [ref], tip, token, signal }, at)),
    );
}

/** Lists commits from the mirrors. */
export function listHistoryWith(mirrors: MirrorPool): ListHistory {
  return ({ repository, cloneUrl, ref, commit: tip, token }, most, signal) =>
    explainingGit(() =>
      mirrors.use(repository, cloneUrl, (mirror) => mirror.history({ refs: [ref], tip, token, signal }, most)),
    );
}

function answerTo<Kind extends QuestionKind>(kind: Kind, answered: Answered): Answers[Kind] {
  if (!isAnswerTo(kind, answered)) throw new Error(`${kind} was asked, and ${answered.kind} answered`);
  return answered.answer;
}

function isAnswerTo<Kind extends QuestionKind>(kind: Kind, answered: Answered): answered is Answered<Kind> {
  return answered.kind === kind;
}
