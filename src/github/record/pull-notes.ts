import * as v from 'valibot';
import type { PullPlace } from '../api/closed-pulls.ts';
import { aWeek, type Notes } from '../api/notes.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import type { StickyComment } from '../api/sticky-comment.ts';

const PullNoteSchema = v.object({
  /** `null`: there is none; missing: somebody has to look. */
  comment: v.optional(v.nullable(v.object({ id: v.number(), body: v.string() }))),
  /** The base that something was published for last. */
  base: v.string(),
  /** The heads that may have a check there that passes, or keeps what was approved; the newest last. */
  heads: v.pipe(v.array(v.string()), v.readonly()),
});

/** What is remembered of a pull request. */
export type PullNote = v.InferOutput<typeof PullNoteSchema>;

/** What of it was published. */
export type Published = Pick<PullNote, 'base' | 'heads'>;

/** @returns `undefined` where it is not known */
export async function readPullNote(notes: Notes, pull: PullPlace): Promise<PullNote | undefined> {
  const text = await notes.read(noteKey(pull));
  const parsed = v.safeParse(PullNoteSchema, text === undefined ? undefined : JSON.parse(text));
  return parsed.success ? parsed.output : undefined;
}

/**
 * To be called before anything is published on a head: another one may follow before all is, and must end what passes there.
 * Where nothing is known, GitHub's record tells.
 */
export async function noteHead(notes: Notes, pull: OpenPull): Promise<void> {
  const known = await readPullNote(notes, pull);
  const { baseBranch: base, headCommit: head } = pull;
  if (known?.base === base && !known.heads.includes(head))
    await writeNote(notes, pull, { ...known, heads: [...known.heads, head] });
}

/** @param others heads that it had before, and that other open pull requests have, with what passes there */
export async function notePublished(
  notes: Notes,
  pull: OpenPull,
  comment: StickyComment | undefined,
  others: readonly string[],
): Promise<void> {
  const heads = [...others, pull.headCommit];
  await writeNote(notes, pull, { comment: comment ?? null, base: pull.baseBranch, heads });
}

/** A comment was marked as outdated; what it is about is still the last that was published. */
export async function noteMarked(notes: Notes, pull: OpenPull, comment: StickyComment | undefined): Promise<void> {
  const known = await readPullNote(notes, pull);
  if (known !== undefined) await writeNote(notes, pull, { ...known, comment: comment ?? null });
}

/** A comment may have been created although the response was lost or the process died: GitHub is asked then. */
export async function forgetComment(notes: Notes, pull: OpenPull): Promise<void> {
  const known = await readPullNote(notes, pull);
  if (known === undefined) return;
  const { comment: _forgotten, ...left } = known;
  await writeNote(notes, pull, left);
}

/** What is published next is published elsewhere; whether that comes to its end, only GitHub will know. */
export async function forgetPublished(notes: Notes, pull: OpenPull): Promise<void> {
  await notes.remove(noteKey(pull));
}

/** Each once; it may go into one of them again. */
const FormerBasesSchema = v.pipe(v.array(v.string()), v.readonly());

/** Notes the bases that a pull request has left, so that they need not be asked for with each of its looks. */
export async function noteFormerBases(notes: Notes, pull: OpenPull, bases: readonly string[]): Promise<void> {
  await notes.write(basesKey(pull), JSON.stringify(bases), aWeek);
}

/** @returns `undefined` where they are not known */
export async function readFormerBases(notes: Notes, pull: PullPlace): Promise<readonly string[] | undefined> {
  const text = await notes.read(basesKey(pull));
  const parsed = v.safeParse(FormerBasesSchema, text === undefined ? undefined : JSON.parse(text));
  return parsed.success ? parsed.output : undefined;
}

async function writeNote(notes: Notes, pull: PullPlace, note: PullNote): Promise<void> {
  await notes.write(noteKey(pull), JSON.stringify(note), aWeek);
}

function basesKey({ repositoryId, ref }: PullPlace): string {
  return `bases ${repositoryId} ${ref.number}`;
}

function noteKey({ repositoryId, ref }: PullPlace): string {
  return `pull ${repositoryId} ${ref.number}`;
}
