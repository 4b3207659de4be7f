import * as v from 'valibot';
import { code, prose } from '../../../text/escape.ts';
import type { GitHub } from '../../api/github.ts';
import type { PullRequestRef } from '../../api/pull-request-ref.ts';
import { isPassing } from '../../api/refusal.ts';
import { CommandRefused } from '../run/command.ts';

/** A move of a branch, from where it was read to another commit. */
export interface BranchMove {
  /** The repository's GraphQL id. */
  readonly repository: string;
  readonly branch: string;
  /** Where it must stand for the move to happen; `undefined`: it must not exist. */
  readonly from: string | undefined;
  readonly to: string;
  /** Whether it may lose the commits that it has now. */
  readonly force: boolean;
}

const NOWHERE = '0'.repeat(40);

const mutation = `mutation MoveBranch($input: UpdateRefsInput!) {
  updateRefs(input: $input) { clientMutationId }
}`;

const MovedSchema = v.object({ updateRefs: v.object({ clientMutationId: v.nullish(v.string()) }) });

const ProblemsSchema = v.object({ errors: v.array(v.object({ message: v.string() })) });

/**
 * Moves a branch only if it still stands where it was read. GitHub compares and moves in one step, which its REST cannot:
 * a push in between is never lost.
 *
 * @throws CommandRefused if it stands elsewhere, or GitHub does not allow it
 * @throws RequestError if GitHub failed and the branch is unchanged
 * @see https://docs.github.com/graphql/reference/mutations#updaterefs
 */
export async function moveBranch(github: GitHub, ref: PullRequestRef, move: BranchMove): Promise<void> {
  const { repository: repositoryId, branch, from, to, force } = move;
  const update = { name: `refs/heads/${branch}`, beforeOid: from ?? NOWHERE, afterOid: to, force };
  try {
    v.parse(MovedSchema, await github.graphql(mutation, { input: { repositoryId, refUpdates: [update] } }));
  } catch (error) {
    // Whether it has happened is seen by the branch alone: the answer may be lost.
    const tip = await readTip(github, ref, branch);
    if (tip === to) return;
    if (tip !== from)
      throw new CommandRefused(`${code(branch)} has moved in the meantime, so it is left unchanged. Try again.`);
    if (isPassing(error)) throw error;
    const { errors: [problem] = [] } = v.is(ProblemsSchema, error) ? error : {};
    if (problem === undefined) throw error;
    throw new CommandRefused(`GitHub did not move ${code(branch)}: ${prose(problem.message)}`);
  }
}

/** @returns the commit that a branch leads to; undefined if there is no such branch */
export async function readTip(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  branch: string,
): Promise<string | undefined> {
  const { data } = await github.rest.git.listMatchingRefs({ owner, repo, ref: `heads/${branch}` });
  return data.find(({ ref }) => ref === `refs/heads/${branch}`)?.object.sha;
}
