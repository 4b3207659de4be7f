import { findCheckRun } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { decodePublished, type Published } from '../api/published.ts';
import type { StickyComment } from '../api/sticky-comment.ts';
import type { LivePullRequest } from '../tasks/live-head.ts';
import type { AppIdentity } from '../tasks/review-ports.ts';
import { type NamedState, readState } from './signed-state.ts';

/** The part of a comment's record that can be trusted. */
export interface Believed {
  readonly state: NamedState | undefined;
  /** The record there is not the App's, or not the latest: it is ignored, and the comment says so. */
  readonly isForged: boolean;
  /**
   * A check run on a former head that anchors this state: once a newer state is published, it must not anchor it
   * anymore.
   */
  readonly formerRun?: { readonly id: number; readonly published: Published } | undefined;
}

/**
 * Reads the approvals that a comment holds, and believes them only where a check run, which nobody else can write,
 * names them as the latest: an old comment that somebody pastes back is signed as well.
 *
 * @param onHead what the run on the live head says; its anchor counts even while the run is in progress
 */
export async function believedState(
  github: GitHub,
  pull: LivePullRequest,
  comment: StickyComment | undefined,
  onHead: Published | undefined,
  identity: AppIdentity,
  keys: readonly Uint8Array[],
): Promise<Believed> {
  const where = { repository: pull.repositoryId, pull: pull.ref.number };
  const found = comment === undefined ? { kind: 'none' as const } : readState(comment.body, where, keys);
  if (found.kind !== 'signed') return { state: undefined, isForged: found.kind === 'forged' };
  // An old record without a grant can do no harm.
  if (found.state.grants.length === 0) return { state: found, isForged: false };
  if (isAnchored(found, onHead, pull.ref.number)) return { state: found, isForged: false };
  const { head } = found.state;
  if (head === pull.headCommit) return { state: undefined, isForged: true };
  const run = await findCheckRun(github, pull.ref, head, identity.id);
  const published = decodePublished(run?.externalId ?? null);
  if (run === undefined || published === undefined || !isAnchored(found, published, pull.ref.number))
    return { state: undefined, isForged: true };
  return { state: found, isForged: false, formerRun: { id: run.id, published } };
}

/** The comment is written before its check run: between the two, the run still names the state before. */
function isAnchored({ name, state }: NamedState, published: Published | undefined, number: number): boolean {
  const anchor = published?.members.find((member) => member.number === number)?.anchor;
  return anchor !== undefined && (anchor === name || anchor === state.previous);
}
