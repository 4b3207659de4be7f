import { beginCheckRun, completeCheckRun, renewCheckRun } from './check-run.ts';
import type { Desired } from './desired.ts';
import type { GitHub } from './github.ts';
import type { LivePullRequest } from './live-pull-request.ts';
import { decodePublished, digestOf, encodePublished } from './published.ts';
import type { Standing } from './standing.ts';
import {
  createStickyComment,
  editStickyComment,
  type StickyComment,
  stickyBody,
  withStaleNote,
} from './sticky-comment.ts';

export interface Publication {
  /** As it was before the review began. */
  readonly standing: Standing;
  /** The run in progress; `undefined`: the completed one may still be right. */
  readonly checkId: number | undefined;
  readonly inputs: string;
}

/**
 * Brings check and comment to what they should be, and writes nothing that is there already.
 * The check goes first: it is what people and branch rules wait for.
 *
 * @returns how many of the two were written
 */
export async function publish(
  github: GitHub,
  pull: LivePullRequest,
  { standing, checkId, inputs }: Publication,
  desired: Desired,
): Promise<number> {
  const body = commentBody(pull, standing.comment, desired);
  const { conclusion, output } = desired;
  const check = digestOf([conclusion, output]);
  const comment = body === undefined ? undefined : digestOf(body);
  const seen = desired.isRepeatable ? inputs : digestOf([inputs, 'to be tried again']);
  const externalId = encodePublished({ number: pull.ref.number, inputs: seen, check, comment });
  const result = { conclusion, output, externalId };
  let writes = 0;
  if (checkId !== undefined) {
    await completeCheckRun(github, pull.ref, checkId, result);
    writes += 1;
  } else if (standing.check && decodePublished(standing.check.externalId)?.check === check) {
    if (standing.check.externalId !== externalId) {
      await renewCheckRun(github, pull.ref, standing.check.id, externalId);
      writes += 1;
    }
  } else {
    // A new run, as annotations of an old one could only be added to.
    const id = await beginCheckRun(github, pull.ref, pull.headCommit, { ...output, annotations: [] });
    await completeCheckRun(github, pull.ref, id, result);
    writes += 1;
  }
  return writes + (await writeComment(github, pull, standing.comment, body));
}

/** @returns what the comment should be; `undefined` where there should be none */
function commentBody(
  pull: LivePullRequest,
  standing: StickyComment | undefined,
  { comment }: Desired,
): string | undefined {
  if (comment.kind === 'due') return stickyBody(pull.headCommit, comment.body);
  if (!standing) return undefined;
  if (comment.kind === 'only-if-one-stands') return stickyBody(pull.headCommit, comment.body);
  return withStaleNote(standing.body, comment.note);
}

async function writeComment(
  github: GitHub,
  pull: LivePullRequest,
  standing: StickyComment | undefined,
  body: string | undefined,
): Promise<number> {
  if (body === undefined) return 0;
  if (!standing) await createStickyComment(github, pull.ref, body);
  else if (digestOf(standing.body) === digestOf(body)) return 0;
  else await editStickyComment(github, pull.ref, standing.id, body);
  return 1;
}
