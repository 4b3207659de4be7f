import * as v from 'valibot';
import { checkName } from '../api/check-names.ts';
import { type CheckRun, findCheckRuns } from '../api/check-run.ts';
import type { PullPlace } from '../api/closed-pulls.ts';
import type { GitHub } from '../api/github.ts';
import { aWeek, type Notes } from '../api/notes.ts';
import { findStickyComment, type StickyComment } from '../api/sticky-comment.ts';
import { digestOf } from '../record/digest-of.ts';
import { memberOf, type RunRecord, readRecord } from '../record/run-record.ts';
import type { LiveHead, LivePullRequest } from '../tasks/live-head.ts';
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

/** What is remembered of a pull request. */
const PullNoteSchema = v.object({
  /** `null`: there is none; missing: somebody has to look. */
  comment: v.optional(v.nullable(v.object({ id: v.number(), body: v.string() }))),
  /** The last head that something was published for, and the base then. */
  head: v.string(),
  base: v.string(),
  /** Whether its check keeps anything that the next head takes over. */
  hasLog: v.boolean(),
});

type PullNote = v.InferOutput<typeof PullNoteSchema>;
type Published = Pick<PullNote, 'head' | 'base' | 'hasLog'>;

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
  const notes = await Promise.all(head.pulls.map((pull) => readNote(ports.notes, pull)));
  const [note] = notes;
  const isSureOfNotes = !look.isDoubtful;
  const isKnown = isSureOfNotes && !isBegun && head.pulls.length === 1 && note?.base === head.base && !look.force;
  const isNew = isKnown && note.head !== head.commit;
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

export async function noteComment(
  notes: Notes,
  pull: LivePullRequest,
  comment: StickyComment | undefined,
  hasLog: boolean,
): Promise<void> {
  await writeNote(notes, pull, { comment: comment ?? null, head: pull.headCommit, base: pull.baseBranch, hasLog });
}

/** A comment was marked as outdated; what it is about is still the last that was published. */
export async function noteMarked(
  notes: Notes,
  pull: LivePullRequest,
  comment: StickyComment | undefined,
): Promise<void> {
  const known = await readNote(notes, pull);
  if (known !== undefined) await writeNote(notes, pull, { ...known, comment: comment ?? null });
}

/** A comment may have been created although the response was lost or the process died: GitHub is asked then. */
export async function forgetComment(notes: Notes, pull: LivePullRequest): Promise<void> {
  const known = await readNote(notes, pull);
  if (known === undefined) return;
  const { comment: _forgotten, ...left } = known;
  await writeNote(notes, pull, left);
}

/** What is published next is published elsewhere; whether that comes to its end, only GitHub will know. */
export async function forgetPublished(notes: Notes, pull: LivePullRequest): Promise<void> {
  await notes.remove(noteKey(pull));
}

/** @returns what was published last; `undefined` where it is not known */
export function readPublished(notes: Notes, pull: PullPlace): Promise<Published | undefined> {
  return readNote(notes, pull);
}

const FormerBasesSchema = v.object({
  /** Each once; it may go into one of them again. */
  bases: v.pipe(v.array(v.string()), v.readonly()),
  /** Those where a check of its head was left to another pull request, which may go as well. */
  shared: v.pipe(v.array(v.string()), v.readonly()),
});

/** The bases that a pull request has left, so that they need not be asked for with each of its looks. */
export type FormerBases = v.InferOutput<typeof FormerBasesSchema>;

export async function noteFormerBases(notes: Notes, pull: LivePullRequest, former: FormerBases): Promise<void> {
  await notes.write(basesKey(pull), JSON.stringify(former), aWeek);
}

/** @returns `undefined` where it is not known */
export async function readFormerBases(notes: Notes, pull: PullPlace): Promise<FormerBases | undefined> {
  const text = await notes.read(basesKey(pull));
  const parsed = v.safeParse(FormerBasesSchema, text === undefined ? undefined : JSON.parse(text));
  return parsed.success ? parsed.output : undefined;
}

async function writeNote(notes: Notes, pull: LivePullRequest, note: PullNote): Promise<void> {
  await notes.write(noteKey(pull), JSON.stringify(note), aWeek);
}

async function readNote(notes: Notes, pull: PullPlace): Promise<PullNote | undefined> {
  const text = await notes.read(noteKey(pull));
  const parsed = v.safeParse(PullNoteSchema, text === undefined ? undefined : JSON.parse(text));
  return parsed.success ? parsed.output : undefined;
}

function basesKey({ repositoryId, ref }: PullPlace): string {
  return `bases ${repositoryId} ${ref.number}`;
}

function noteKey({ repositoryId, ref }: PullPlace): string {
  return `pull ${repositoryId} ${ref.number}`;
}
