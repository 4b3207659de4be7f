import type { Review } from '../../review/contract/review.ts';

/** More than these are counted. */
const MOST = 10;

/**
 * @param quoted how a reference is written, as a repository may hold any
 * @returns what the review rests on that is not in the repository, by reference and revision; empty where nothing is
 */
export function elsewhereText({ elsewhere = [] }: Review, quoted: (text: string) => string): string {
  if (elsewhere.length === 0) return '';
  const named = elsewhere
    .slice(0, MOST)
    .map(({ reference, revision }) => `${quoted(reference)} at ${quoted(shortened(revision))}`);
  const more = elsewhere.length - named.length;
  return `fetched: ${[...named, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`;
}

/** A commit or a digest is known by its beginning. */
function shortened(revision: string): string {
  return revision.replace(/[0-9a-f]{40,}/g, (id) => id.slice(0, 12));
}
