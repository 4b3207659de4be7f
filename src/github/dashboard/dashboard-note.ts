import * as v from 'valibot';
import { aWeek, type Notes } from '../api/notes.ts';
import { type RepositoryRef, repositoryKey } from '../api/pull-request-ref.ts';

/** What is remembered of a repository's dashboard, to spare questions. */
const DashboardNoteSchema = v.variant('kind', [
  /** Its configuration asked for none. */
  v.object({ kind: v.literal('off') }),
  v.object({
    kind: v.literal('on'),
    issue: v.number(),
    /** What the issue was written by: the commit and the program. */
    inputs: v.string(),
    /** Digest of its text. */
    body: v.string(),
  }),
]);

export type DashboardNote = v.InferOutput<typeof DashboardNoteSchema>;

/** For how long a push that does not touch the configuration is taken to leave it as it is. In seconds. */
const A_DAY = 24 * 3600;

export async function readDashboardNote(notes: Notes, repository: RepositoryRef): Promise<DashboardNote | undefined> {
  const text = await notes.read(keyOf(repository));
  const parsed = v.safeParse(DashboardNoteSchema, text === undefined ? undefined : JSON.parse(text));
  return parsed.success ? parsed.output : undefined;
}

export async function writeDashboardNote(notes: Notes, repository: RepositoryRef, note: DashboardNote): Promise<void> {
  await notes.write(keyOf(repository), JSON.stringify(note), note.kind === 'off' ? A_DAY : aWeek);
}

function keyOf(repository: RepositoryRef): string {
  return `dashboard ${repositoryKey(repository)}`;
}
