import * as v from 'valibot';
import { type Footprint, FootprintSchema } from '../../review/meet/footprint.ts';
import type { PullPlace } from '../api/closed-pulls.ts';
import { aWeek, type Notes } from '../api/notes.ts';
import type { OpenPull } from '../api/open-pulls.ts';

const KeptFootprintSchema = v.object({
  head: v.string(),
  base: v.string(),
  /** `null`: nothing that others could meet. */
  footprint: v.nullable(FootprintSchema),
  /** Names those that it met. */
  met: v.string(),
});

/** What a review of a pull request has left for those of others. */
export interface KeptFootprint {
  readonly footprint: Footprint | undefined;
  readonly met: string;
}

/** @returns `undefined` where the pull request has not been reviewed as it is now, or nobody remembers it */
export async function readFootprint(notes: Notes, pull: OpenPull): Promise<KeptFootprint | undefined> {
  const text = await notes.read(keyOf(pull));
  if (text === undefined) return undefined;
  const parsed = v.safeParse(KeptFootprintSchema, JSON.parse(text));
  if (!parsed.success || parsed.output.head !== pull.headCommit || parsed.output.base !== pull.baseBranch)
    return undefined;
  return { footprint: parsed.output.footprint ?? undefined, met: parsed.output.met };
}

export async function noteFootprint(notes: Notes, pull: OpenPull, { footprint, met }: KeptFootprint): Promise<void> {
  const { headCommit: head, baseBranch: base } = pull;
  await notes.write(keyOf(pull), JSON.stringify({ head, base, footprint: footprint ?? null, met }), aWeek);
}

function keyOf({ repositoryId, ref }: PullPlace): string {
  return `changes ${repositoryId} ${ref.number}`;
}
