import * as v from 'valibot';
import { aWeek, type Notes } from './notes.ts';
import { type PullRequestRef, PullRequestRefSchema, pullRequestKey } from './pull-request-ref.ts';

const BegunSchema = v.object({
  pullRequest: PullRequestRefSchema,
  /** Those of its commits whose check somebody is, or was, working on. */
  commits: v.array(v.string()),
  /** When the last one was begun, in milliseconds since 1970. */
  at: v.number(),
});

type Begun = v.InferOutput<typeof BegunSchema>;

/** What a process that may die writes down before it begins a check, so that no check stays in progress forever. */
export const begunPrefix = 'begun ';

/** Before the check is begun: a process can die right after. */
export async function noteBegun(notes: Notes, pullRequest: PullRequestRef, commit: string): Promise<void> {
  const commits = [...new Set([...(await begunCommits(notes, pullRequest)), commit])];
  await write(notes, { pullRequest, commits, at: Date.now() });
}

/** After the check is completed. */
export async function noteConcluded(notes: Notes, pullRequest: PullRequestRef, commit: string): Promise<void> {
  const found = decode(await notes.read(begunKey(pullRequest)));
  if (found === undefined) return;
  const commits = found.commits.filter((other) => other !== commit);
  if (commits.length === 0) await notes.remove(begunKey(pullRequest));
  else if (commits.length < found.commits.length) await write(notes, { ...found, commits });
}

/** @returns the commits of a pull request whose checks may be in progress */
export async function begunCommits(notes: Notes, pullRequest: PullRequestRef): Promise<readonly string[]> {
  return decode(await notes.read(begunKey(pullRequest)))?.commits ?? [];
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
