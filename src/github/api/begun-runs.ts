import * as v from 'valibot';
import { aWeek, type Notes } from './notes.ts';
import { type PullRequestRef, PullRequestRefSchema, pullRequestKey } from './pull-request-ref.ts';

const BegunSchema = v.object({
  pullRequest: PullRequestRefSchema,
  /** Those of its commits, each with the base of the check, that somebody is, or was, working on. */
  runs: v.array(v.object({ commit: v.string(), base: v.string() })),
  /** When the last one was begun, in milliseconds since 1970. */
  at: v.number(),
});

type Begun = v.InferOutput<typeof BegunSchema>;

/** What a process that may die writes down before it begins a check, so that no check stays in progress forever. */
export const begunPrefix = 'begun ';

/** A check that was begun: of a commit, into a base. */
export type BegunCheck = Begun['runs'][number];

/** Before the check is begun: a process can die right after. */
export async function noteBegun(notes: Notes, pullRequest: PullRequestRef, run: BegunCheck): Promise<void> {
  const others = (await begunRuns(notes, pullRequest)).filter((other) => !isSameCheck(other, run));
  await write(notes, { pullRequest, runs: [...others, run], at: Date.now() });
}

/** After the check is completed. */
export async function noteConcluded(notes: Notes, pullRequest: PullRequestRef, run: BegunCheck): Promise<void> {
  const found = decode(await notes.read(begunKey(pullRequest)));
  if (found === undefined) return;
  const runs = found.runs.filter((other) => !isSameCheck(other, run));
  if (runs.length === 0) await notes.remove(begunKey(pullRequest));
  else if (runs.length < found.runs.length) await write(notes, { ...found, runs });
}

/** @returns the checks of a pull request that may be in progress */
export async function begunRuns(notes: Notes, pullRequest: PullRequestRef): Promise<readonly BegunCheck[]> {
  return decode(await notes.read(begunKey(pullRequest)))?.runs ?? [];
}

export function isSameCheck(one: BegunCheck, other: BegunCheck): boolean {
  return one.commit === other.commit && one.base === other.base;
}

/** @returns what was begun anywhere and is not known to be concluded */
export async function allBegun(notes: Notes): Promise<readonly Begun[]> {
  return (await notes.list(begunPrefix)).flatMap((text) => decode(text) ?? []);
}

function begunKey(pullRequest: PullRequestRef): string {
  return begunPrefix + pullRequestKey(pullRequest);
}

async function write(notes: Notes, begun: Begun): Promise<void> {
  await notes.write(begunKey(begun.pullRequest), JSON.stringify(begun), aWeek);
}

function decode(text: string | undefined): Begun | undefined {
  const parsed = v.safeParse(BegunSchema, text === undefined ? undefined : JSON.parse(text));
  return parsed.success ? parsed.output : undefined;
}
