import { checkName } from '../api/check-names.ts';
import { type CheckRun, findCheckRuns } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { findStickyComment, type StickyComment } from '../api/sticky-comment.ts';
import { digestOf } from '../record/digest-of.ts';
import { type Published, type PullNote, readPullNote } from '../record/pull-notes.ts';
import { memberOf, type RunRecord, readRecord } from '../record/run-record.ts';
import type { LiveHead } from '../tasks/live-head.ts';
import type { LookAgain } from '../tasks/look-again.ts';
import type { AppIdentity, ReviewPorts } from '../tasks/review-ports.ts';

/** What this App has published about a head so far. */
export interface HeadState {
  readonly check: CheckRun | undefined;
  /** Older runs that are still in progress: started twice, because a response of GitHub was lost or a process died. */
  readonly strays: readonly CheckRun[];
  /** What the check keeps. */
  readonly record: RunRecord | undefined;
  /** By the number of the pull request. */
  readonly comments: ReadonlyMap<number, StickyComment>;
  /** The pull requests whose comment is as this App wrote it. */
  readonly ours: ReadonlySet<number>;
  /** By the number of the pull request, what was published last, where this App still knows it. */
  readonly published: ReadonlyMap<number, Published>;
}

/**
 * Reads what GitHub shows, with as few requests as possible: the text of the comment is remembered, and a head that is new
 * has no check. If anything contradicts what is remembered, or somebody may have changed it, GitHub is asked.
 *
 * @param isBegun whether a process that died may have begun the check of this very head
 */
export async function readHeadState(
  ports: Pick<ReviewPorts, 'notes'>,
  github: GitHub,
  head: LiveHead,
  identity: AppIdentity,
  look: LookAgain,
  isBegun: boolean,
): Promise<HeadState> {
  const notes = await Promise.all(head.pulls.map((pull) => readPullNote(ports.notes, pull)));
  const [note] = notes;
  const isSureOfNotes = !look.isDoubtful;
  const isKnown = isSureOfNotes && !isBegun && head.pulls.length === 1 && note?.base === head.base && !look.force;
  const isNew = isKnown && !note.heads.includes(head.commit);
  const name = checkName(head.base);
  const runs = isNew ? [] : await findCheckRuns(github, head.leader.ref, head.commit, name, identity.id);
  const [check, ...older] = runs;
  const record = readRecord(check?.text, { repository: head.leader.repositoryId, base: head.base });
  const found = await Promise.all(
    head.pulls.map(async (pull, index) => {
      const known = isSureOfNotes ? notes[index]?.comment : undefined;
      const member = memberOf(record, pull.ref.number);
      const isSure = known !== undefined && (!check?.isCompleted || isShown(member?.comment, known ?? undefined));
      const comment = isSure ? (known ?? undefined) : await findStickyComment(github, pull.ref, identity.login);
      const isOurs = isSure || isSame(notes[index]?.comment, comment) || isShown(member?.comment, comment);
      return comment ? [{ number: pull.ref.number, comment, isOurs }] : [];
    }),
  );
  return {
    check,
    strays: older.filter(({ isCompleted }) => !isCompleted),
    record,
    comments: new Map(found.flat().map(({ number, comment }) => [number, comment])),
    ours: new Set(found.flat().flatMap(({ number, isOurs }) => (isOurs ? [number] : []))),
    published: new Map(head.pulls.flatMap(({ ref }, index) => numbered(ref.number, notes[index]))),
  };
}

function numbered(number: number, note: PullNote | undefined): readonly (readonly [number, PullNote])[] {
  return note === undefined ? [] : [[number, note]];
}

/** @returns whether a review of these inputs is published, and its comments are unchanged since */
export function isUpToDate({ check, record, comments }: HeadState, inputs: string): boolean {
  if (!check?.isCompleted || check.conclusion === 'cancelled' || record?.inputs !== inputs) return false;
  return record.members.every(
    ({ number, comment, moved }) => moved === undefined && isShown(comment, comments.get(number)),
  );
}

function isSame(remembered: PullNote['comment'], comment: StickyComment | undefined): boolean {
  return comment !== undefined && digestOf(remembered?.body ?? '') === digestOf(comment.body);
}

function isShown(published: string | null | undefined, comment: StickyComment | undefined): boolean {
  return (published ?? undefined) === (comment && digestOf(comment.body));
}
