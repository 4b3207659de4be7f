import * as v from 'valibot';
import { type BegunRun, type CheckRun, findCheckRuns, runsInProgress } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { aWeek, type Notes } from '../api/notes.ts';
import { decodePublished, digestOf, type Published } from '../api/published.ts';
import { findStickyComment, type StickyComment } from '../api/sticky-comment.ts';
import type { LiveHead, LivePullRequest } from '../tasks/live-head.ts';
import type { LookAgain } from '../tasks/look-again.ts';
import type { AppIdentity, ReviewPorts } from '../tasks/review-ports.ts';

/** What this App has published about a head so far. */
export interface HeadState {
  readonly check: CheckRun | undefined;
  /** Older runs that are still in progress: started twice, because a response of GitHub was lost or a process died. */
  readonly strays: readonly BegunRun[];
  readonly published: Published | undefined;
  /** By the number of the pull request. */
  readonly comments: ReadonlyMap<number, StickyComment>;
}

/** What is remembered of a pull request: its comment, and the last head that a check was begun for. */
const PullNoteSchema = v.object({
  comment: v.nullable(v.object({ id: v.number(), body: v.string() })),
  head: v.string(),
});

type PullNote = v.InferOutput<typeof PullNoteSchema>;

/**
 * Reads what GitHub shows, with as few requests as possible: the text of the comment is remembered, and a head that is new
 * has no check. If anything contradicts what is remembered, or somebody may have changed it, GitHub is asked.
 */
export async function readHeadState(
  ports: Pick<ReviewPorts, 'notes'>,
  github: GitHub,
  head: LiveHead,
  identity: AppIdentity,
  look: LookAgain,
): Promise<HeadState> {
  const notes = look.isDoubtful ? [] : await Promise.all(head.pulls.map((pull) => readNote(ports.notes, pull)));
  const [note] = notes;
  const isNew = head.pulls.length === 1 && note !== undefined && note.head !== head.commit && !look.force;
  const runs = isNew ? [] : await findCheckRuns(github, head.leader.ref, head.commit, identity.id);
  const [check, ...older] = runs;
  const published = decodePublished(check?.externalId ?? null);
  const found = await Promise.all(
    head.pulls.map(async (pull, index) => {
      const known = notes[index];
      const member = published?.members.find(({ number }) => number === pull.ref.number);
      const isSure = known && (!check?.isCompleted || member?.comment === digestOfComment(known.comment ?? undefined));
      const comment = isSure ? known.comment : await findStickyComment(github, pull.ref, identity.login);
      return comment ? [[pull.ref.number, comment] as const] : [];
    }),
  );
  return { check, strays: runsInProgress(older), published, comments: new Map(found.flat()) };
}

/** @returns whether a review of these inputs is published, and its comments are unchanged since */
export function isUpToDate({ check, published, comments }: HeadState, inputs: string): boolean {
  if (!check?.isCompleted || check.conclusion === 'cancelled' || published?.inputs !== inputs) return false;
  return published.members.every(({ number, comment }) => comment === digestOfComment(comments.get(number)));
}

function digestOfComment(comment: StickyComment | undefined): string | undefined {
  return comment && digestOf(comment.body);
}

export async function noteComment(
  notes: Notes,
  pull: LivePullRequest,
  comment: StickyComment | undefined,
): Promise<void> {
  const note: PullNote = { comment: comment ?? null, head: pull.headCommit };
  await notes.write(noteKey(pull), JSON.stringify(note), aWeek);
}

/** A comment may have been created although the response was lost or the process died: GitHub is asked then. */
export async function forgetNote(notes: Notes, pull: LivePullRequest): Promise<void> {
  await notes.remove(noteKey(pull));
}

async function readNote(notes: Notes, pull: LivePullRequest): Promise<PullNote | undefined> {
  const text = await notes.read(noteKey(pull));
  const parsed = v.safeParse(PullNoteSchema, text === undefined ? undefined : JSON.parse(text));
  return parsed.success ? parsed.output : undefined;
}

function noteKey({ repositoryId, ref }: LivePullRequest): string {
  return `pull ${repositoryId} ${ref.number}`;
}
