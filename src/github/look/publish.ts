import { noteConcluded } from '../api/begun-runs.ts';
import { type CheckResult, completeCheckRun, createCheckRun, renewCheckRun } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
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
import type { LiveHead } from '../tasks/live-head.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import { writeClusterChecks } from './cluster-checks.ts';
import type { Desired } from './desired.ts';
import { combine } from './members.ts';
import { forgetNote, noteComment, type Standing } from './standing.ts';

/** What one pull request should look like, with what its comment has to remember. */
export interface Member {
  readonly desired: Desired;
  readonly state: ApprovalState | undefined;
  /** The name of the state that stands, where none is written. */
  readonly anchor: string | undefined;
}

export interface Publication {
  /** As it was before the review began. */
  readonly standing: Standing;
  /** The run in progress; `undefined`: the completed one may still be right. */
  readonly checkId: number | undefined;
  readonly inputs: string;
  readonly bases: string;
  /** Something newer came: what is not written yet would be about the past. */
  readonly signal: AbortSignal;
  /** The check is complete from here on. */
  readonly onChecked: () => void;
}

interface Wanted {
  readonly member: Member;
  readonly body: string | undefined;
  readonly standing: StickyComment | undefined;
  readonly anchor: string | undefined;
}

/**
 * Brings check and comments to what they should be, and writes nothing that is there already. The check goes first, as it
 * is what people and branch rules wait for; but approvals are written down before a check can turn green by them.
 *
 * @returns how many of them were written
 */
export async function publish(
  ports: Pick<ReviewPorts, 'notes' | 'stateKeys' | 'identity'>,
  github: GitHub,
  head: LiveHead,
  publication: Publication,
  members: readonly [Member, ...Member[]],
): Promise<number> {
  const wanted = members.map((member) => wantedOf(member, publication.standing, ports.stateKeys[0]));
  const hasGrants = members.some(({ state }) => state && state.grants.length > 0);
  const writeComments = async () => {
    let writes = 0;
    for (const each of wanted) {
      publication.signal.throwIfAborted();
      writes += await writeComment(ports, github, each);
    }
    return writes;
  };
  const first = hasGrants ? await writeComments() : 0;
  publication.signal.throwIfAborted();
  const check = await writeCheck(ports, github, head, publication, { members, wanted });
  publication.onChecked();
  return first + check + (hasGrants ? 0 : await writeComments());
}

function wantedOf(member: Member, { comments }: Standing, key: Uint8Array): Wanted {
  const { desired, state } = member;
  const standing = comments.get(desired.pull.ref.number);
  const { comment, pull } = desired;
  if (comment.kind === 'stale-if-one-stands') {
    // The hidden line stays as it is, at the end.
    return { member, standing, body: standing && withStaleNote(standing.body, comment.note), anchor: member.anchor };
  }
  if (comment.kind === 'only-if-one-stands' && !standing)
    return { member, standing, body: undefined, anchor: undefined };
  const body = stickyBody(pull.headCommit, comment.body);
  if (state === undefined) return { member, standing, body, anchor: undefined };
  const signed = withState(body, state, key);
  return { member, standing, body: signed.body, anchor: signed.name };
}

async function writeCheck(
  ports: Pick<ReviewPorts, 'notes' | 'identity'>,
  github: GitHub,
  head: LiveHead,
  { standing, checkId, inputs, bases }: Publication,
  { members, wanted }: { members: readonly [Member, ...Member[]]; wanted: readonly Wanted[] },
): Promise<number> {
  const [{ desired: first }, ...others] = members;
  const combined = combine([first, ...others.map(({ desired }) => desired)]);
  const externalId = encodePublished({
    inputs: combined.isRepeatable ? inputs : digestOf([inputs, 'to be tried again']),
    bases,
    said: combined.said,
    members: wanted.map(({ member, body, anchor }) => ({
      number: member.desired.pull.ref.number,
      comment: body === undefined ? undefined : digestOf(body),
      anchor,
    })),
  });
  const result: CheckResult = { ...combined, externalId };
  const { ref } = first.pull;
  const identity = await ports.identity();
  const isAnew = checkId !== undefined;
  const desired = members.map((member) => member.desired);
  // Before the one that always is: whoever waits for that finds the others complete.
  const more = await writeClusterChecks(github, head, desired, identity, { externalId, isAnew });
  if (checkId !== undefined) {
    await completeCheckRun(github, ref, checkId, result);
    await noteConcluded(ports.notes, ref, head.commit);
    return more + 1;
  }
  if (standing.check && standing.published?.said === combined.said) {
    if (standing.check.externalId === externalId) return more;
    await renewCheckRun(github, ref, standing.check.id, externalId);
    return more + 1;
  }
  // A new run, as annotations of an old one could only be added to.
  await createCheckRun(github, ref, head.commit, result);
  return more + 1;
}

async function writeComment(
  { notes }: Pick<ReviewPorts, 'notes'>,
  github: GitHub,
  { member, body, standing }: Wanted,
): Promise<number> {
  const { pull } = member.desired;
  if (body === undefined || (standing && digestOf(standing.body) === digestOf(body))) {
    await noteComment(notes, pull, standing);
    return 0;
  }
  const edited = standing && (await editStickyComment(github, pull.ref, standing.id, body));
  if (edited === undefined) await forgetNote(notes, pull);
  const written = edited ?? (await createStickyComment(github, pull.ref, body));
  await noteComment(notes, pull, written);
  return 1;
}
