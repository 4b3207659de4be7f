import * as v from 'valibot';
import { aWeek, type Notes } from './notes.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

const BegunRunSchema = v.object({
  installation: v.number(),
  owner: v.string(),
  repo: v.string(),
  number: v.number(),
  commit: v.string(),
  checkId: v.number(),
  /** Milliseconds since 1970. */
  at: v.number(),
});

/** A check run that somebody is, or was, working on. */
export type BegunRun = v.InferOutput<typeof BegunRunSchema>;

const prefix = 'begun ';

export function begunKey(checkId: number): string {
  return `${prefix}${checkId}`;
}

/** Remembers that a run is in progress, so that it is found again when the process that works on it dies. */
export async function noteBegun(notes: Notes, ref: PullRequestRef, commit: string, checkId: number): Promise<void> {
  const run: BegunRun = { ...ref, commit, checkId, at: Date.now() };
  await notes.write(begunKey(checkId), JSON.stringify(run), aWeek);
}

/** @returns the runs that were begun and are not known to be concluded */
export async function begunRuns(notes: Notes): Promise<readonly BegunRun[]> {
  const texts = await notes.list(prefix);
  return texts.flatMap((text) => {
    const parsed = v.safeParse(BegunRunSchema, JSON.parse(text));
    return parsed.success ? [parsed.output] : [];
  });
}
