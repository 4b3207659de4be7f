import type { Answered, Answers, Question, QuestionKind } from '../../ask/question.ts';
import type { AskCommit, CommitAt, CommitToAsk, ListHistory } from '../../github/commands/run/command.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { code } from '../../text/escape.ts';
import type { Elsewhere } from '../elsewhere/fetching.ts';
import { overElsewhere } from '../elsewhere/over-elsewhere.ts';
import type { Renderer } from '../render/create-renderer.ts';
import type { MirrorPool } from './mirror-pool.ts';
import { explainingGit } from './review-commits-with.ts';

/**
 * Answers questions about commits from the mirrors, for commands: fetches and merges here, renders in the renderer.
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
    { repository, cloneUrl, ref, commit, token, asking, merging }: CommitToAsk,
    question: Asked,
    signal: AbortSignal,
  ) =>
    explainingGit(() =>
      mirrors.use(repository, cloneUrl, async (mirror) => {
        const { repository: git } = mirror;
        const refs = merging === undefined ? [ref] : [ref, merging.ref];
        const head = merging?.commit ?? commit;
        const sides = merging === undefined ? 'as-given' : 'merge';
        const trees = await mirror.treesUnderReview({ refs, base: commit, head, token, signal, sides });
        if (trees.conflict !== undefined) throw conflicting(trees.conflict.paths);
        const merged = merging && { ofBase: trees.before, ofHead: await git.treeOf(head) };
        signal.throwIfAborted();
        const task = { gitDirectory: git.scratch, repository, key, question, commit, tree: trees.after, merged };
        const attempts = renderer.attempts(signal);
        const { result } = await overElsewhere(
          elsewhere,
          { repository: asking, mirror: git, signal },
          (sources) => renderer.answer(git, { ...task, sources }, attempts),
          merging && {
            whose: merging.whose,
            ofBase: (sources) =>
              renderer.answer(git, { ...task, tree: trees.before, merged: undefined, sources }, attempts),
          },
        );
        return answerTo<Asked['kind']>(question.kind, result);
      }),
    );
}

function conflicting(paths: readonly string[]): CannotReview {
  const message = `Git cannot merge it: ${paths.map(code).join(', ')}. Resolve the conflict first.`;
  return new CannotReview('The pull request conflicts with its base branch', message, false);
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
