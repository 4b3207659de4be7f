import type { Review } from '../../review/contract/review.ts';
import { placeText, withFix } from '../../text/place-text.ts';
import { quoted } from '../../text/quoted.ts';
import { clustersInOrder } from './clusters/blocking.ts';

/** More than these are counted. */
const MOST = 5;

/** @returns what of Flux's sources is not known, each with the reason and what to do: one sentence; empty where nothing is */
export function unfetchedText(review: Review): string {
  const all = clustersInOrder(review).flatMap(([, { external }]) =>
    external.flatMap(({ unfetched }) => unfetched ?? []),
  );
  const sentences = new Set(
    all.map(({ reason, fix, ...place }) => `${withFix(reason, fix)} (${quoted(placeText(place))})`),
  );
  if (sentences.size === 0) return '';
  const named = [...sentences].slice(0, MOST);
  const more = sentences.size - named.length;
  return `external: ${[...named, ...(more > 0 ? [`${more} more`] : [])].join('. ')}`;
}
