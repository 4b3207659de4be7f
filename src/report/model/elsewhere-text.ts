import type { Review } from '../../review/contract/review.ts';

/** More than these are counted. */
const MOST = 10;

/**
 * @param quoted how a reference is written, as a repository may hold any
 * @returns what the review rests on that is not in the repository, by reference and revision; empty where nothing is
 */
export function elsewhereText({ elsewhere = [] }: Review, quoted: (text: string) => string): string {
  if (elsewhere.length === 0) return '';
  // What may move is what a reader has to know of.
  const floating = elsewhere.filter(({ follows }) => follows !== undefined);
  const fixed = elsewhere.filter(({ follows }) => follows === undefined);
  const named = [...floating, ...fixed].slice(0, MOST).map(({ reference, revision, follows, scheduled }) => {
    const what = `${quoted(reference)} at ${quoted(shortRevision(revision))}`;
    const when = scheduled === true ? ' by a schedule' : '';
    return follows === undefined ? what : `${what} (follows ${quoted(follows)}${when})`;
  });
  const more = elsewhere.length - named.length;
  const fetched = `fetched: ${[...named, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`;
  if (floating.length === 0) return fetched;
  return `${fetched} · ${floating.length} of them may change without a pull request`;
}

/** @returns a commit or a digest by its beginning */
export function shortRevision(revision: string): string {
  return revision.replace(/[0-9a-f]{40,}/g, (id) => id.slice(0, 12));
}
