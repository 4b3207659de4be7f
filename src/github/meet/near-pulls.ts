import type { Footprint } from '../../review/meet/footprint.ts';
import { mayMeet, UNLIKELY } from '../../review/meet/may-meet.ts';
import type { Notes } from '../api/notes.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import { digestOf } from '../record/digest-of.ts';
import { readFootprint } from './kept-footprint.ts';

/** Of those that are near. */
export const MOST_COMPARED = 5;
/** Of those that changed last. */
const MOST_KNOWN = 60;

/**
 * @param open pull requests of the repository
 * @returns those into the same base that may meet a pull request, the likeliest first: of those that have been reviewed as they
 *   are, by what these reviews have left
 */
export async function nearPulls(
  notes: Notes,
  pull: OpenPull,
  footprint: Footprint | undefined,
  open: readonly OpenPull[],
): Promise<readonly OpenPull[]> {
  if (footprint === undefined) return [];
  const others = open
    .filter(({ baseBranch, headCommit }) => baseBranch === pull.baseBranch && headCommit !== pull.headCommit)
    .toSorted((one, other) => other.updatedAt.localeCompare(one.updatedAt) || other.ref.number - one.ref.number)
    .slice(0, MOST_KNOWN);
  const found = await Promise.all(
    others.map(async (other) => {
      const known = await readFootprint(notes, other);
      const rank = known?.footprint && mayMeet(footprint, known.footprint);
      return rank === undefined ? [] : [{ other, rank }];
    }),
  );
  // By number, which stays: else a look would be due whenever one of them changes.
  const near = found.flat().toSorted((one, other) => one.rank - other.rank || numberOf(other) - numberOf(one));
  const likely = near.filter(({ rank }) => rank < UNLIKELY);
  return near.slice(0, Math.max(likely.length, MOST_COMPARED)).map(({ other }) => other);
}

function numberOf({ other }: { readonly other: OpenPull }): number {
  return other.ref.number;
}

/** @returns the same text for the same pull requests at the same heads */
export function namedAs(near: readonly OpenPull[]): string {
  return digestOf(near.map(({ ref, headCommit }) => `${ref.number} ${headCommit}`).sort());
}
