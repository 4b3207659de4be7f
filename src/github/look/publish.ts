import { noteConcluded } from '../api/begun-runs.ts';
import { type BegunRun, completeCheckRun, createCheckRun, renewCheckRun } from '../api/check-run.ts';
import { digestOf, encodePublished } from '../api/published.ts';
import {
  createStickyComment,
  editStickyComment,
  type StickyComment,
  stickyBody,
  withStaleNote,
} from '../api/sticky-comment.ts';
import type { ApprovalState } from '../approvals/approval-state.ts';
import { withState } from '../approvals/signed-state.ts';
import { writeClusterChecks } from './cluster-checks.ts';
import type { Desired } from './desired.ts';
import { type CombinedCheck, combine } from './desired.ts';
import { forgetNote, noteComment } from './head-state.ts';
import type { LookWork } from './look-work.ts';

/** What one pull request should look like, with what its comment has to remember. */
export interface Member {
  readonly desired: Desired;
  readonly state: ApprovalState | undefined;
  /** The name of the current state, if none is written. */
  readonly anchor: string | undefined;
}

interface Wanted {
  readonly member: Member;
  readonly body: string | undefined;
  /** What is there now. */
  readonly existing: StickyComment | undefined;
  readonly anchor: string | undefined;
}

/**
 * Updates check and comments, and writes nothing that is there already. The check is written first, because people and
 * branch rules wait for it; but approvals are recorded before they can make a check pass.
 *
 * @param run the one in progress; `undefined`: the completed one may still be right
 * @param onChecked called when the check is complete
 * @returns how many of them were written
 */
export async function publish(
  work: LookWork,
  run: BegunRun | undefined,
  members: readonly [Member, ...Member[]],
  onChecked: () => void,
): Promise<number> {
  const { signal } = work;
  const wanted = members.map((member) => wantedOf(work, member));
  const hasGrants = members.some(({ state }) => state && state.grants.length > 0);
  const writeComments = async () => {
    let writes = 0;
    for (const each of wanted) {
      // A newer review has replaced this one: what is not written yet would be outdated.
      signal.throwIfAborted();
      writes += await writeComment(work, each);
    }
    return writes;
  };
  const first = hasGrants ? await writeComments() : 0;
  signal.throwIfAborted();
  const checks = await writeChecks(work, run, members, wanted);
  onChecked();
  return first + checks + (hasGrants ? 0 : await writeComments());
}

function wantedOf({ headState, ports }: LookWork, member: Member): Wanted {
  const { desired, state } = member;
  const { comment, pull } = desired;
  const existing = headState.comments.get(pull.ref.number);
  if (comment.kind === 'stale-if-one-stands') {
    // The hidden line stays as it is, at the end.
    return { member, existing, body: existing && withStaleNote(existing.body, comment.note), anchor: member.anchor };
  }
  if (comment.kind === 'only-if-one-stands' && !existing)
    return { member, existing, body: undefined, anchor: undefined };
  const body = stickyBody(pull.headCommit, comment.body);
  if (state === undefined) return { member, existing, body, anchor: undefined };
  const signed = withState(body, state, ports.stateKeys[0]);
  return { member, existing, body: signed.body, anchor: signed.name };
}

async function writeChecks(
  work: LookWork,
  run: BegunRun | undefined,
  members: readonly [Member, ...Member[]],
  wanted: readonly Wanted[],
): Promise<number> {
  const { ports, github, head, identity, inputs, bases } = work;
  const [{ desired: first }, ...others] = members;
  const desired = [first, ...others.map((other) => other.desired)] as const;
  const combined = combine(desired);
  const externalId = encodePublished({
    inputs: combined.isRepeatable ? inputs : digestOf([inputs, 'to be tried again']),
    bases,
    contentDigest: combined.contentDigest,
    members: wanted.map(({ member, body, anchor }) => ({
      number: member.desired.pull.ref.number,
      comment: body === undefined ? undefined : digestOf(body),
      anchor,
    })),
  });
  // Before the main check: when that is complete, the others are too.
  const more = await writeClusterChecks(github, head, desired, identity, { externalId, isAnew: run !== undefined });
  if (run === undefined) return more + (await writeCompletedCheck(work, { ...combined, externalId }));
  await completeCheckRun(github, head.leader.ref, run.id, { ...combined, externalId });
  await noteConcluded(ports.notes, head.leader.ref, head.commit);
  return more + 1;
}

/** Replaces the completed check, if it says something else. */
async function writeCompletedCheck(
  { github, head, headState: { check, published } }: LookWork,
  result: CombinedCheck & { readonly externalId: string },
): Promise<number> {
  const { contentDigest, externalId } = result;
  // A new run where it does, as annotations of an old one could only be added to.
  if (!check || published?.contentDigest !== contentDigest)
    await createCheckRun(github, head.leader.ref, head.commit, result);
  else if (check.externalId === externalId) return 0;
  else await renewCheckRun(github, head.leader.ref, check.id, externalId);
  return 1;
}

async function writeComment({ github, ports }: LookWork, { member, body, existing }: Wanted): Promise<number> {
  const { pull } = member.desired;
  if (body === undefined || (existing && digestOf(existing.body) === digestOf(body))) {
    await noteComment(ports.notes, pull, existing);
    return 0;
  }
  const edited = existing && (await editStickyComment(github, pull.ref, existing.id, body));
  if (edited === undefined) await forgetNote(ports.notes, pull);
  const written = edited ?? (await createStickyComment(github, pull.ref, body));
  await noteComment(ports.notes, pull, written);
  return 1;
}
