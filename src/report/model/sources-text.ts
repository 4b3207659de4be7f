import type { Review } from '../../review/contract/review.ts';
import { counted } from '../../text/counted.ts';
import { placeText, withFix } from '../../text/place-text.ts';
import { quoted } from '../../text/quoted.ts';
import { sharedReasons } from './changes/why-unrendered.ts';
import { clustersInOrder } from './clusters/in-order.ts';

/** More than these are counted. */
const MOST = 5;

/**
 * @returns what a reader has to know of Flux's sources, in sentences: what is not fetched of them, and what keeps many
 *   releases from being rendered, each with the reason and what to do, and whose signatures are not checked; empty where
 *   there is nothing
 */
export function sourcesText(review: Review): string {
  return [unfetchedText(review), unrenderedText(review), unverifiedText(review)]
    .filter((text) => text !== '')
    .join('. ');
}

function unfetchedText(review: Review): string {
  const all = clustersInOrder(review).flatMap(([, { external }]) =>
    external.flatMap(({ unfetched }) => unfetched ?? []),
  );
  const sentences = all.map(({ reason, fix, ...place }) => `${withFix(reason, fix)} (${quoted(placeText(place))})`);
  return sentences.length === 0 ? '' : `external: ${some(sentences, '. ')}`;
}

function unrenderedText(review: Review): string {
  const counts = new Map<string, number>();
  for (const [, cluster] of clustersInOrder(review)) {
    for (const { text, count } of sharedReasons(cluster)) counts.set(text, (counts.get(text) ?? 0) + count);
  }
  const sentences = [...counts].map(([text, count]) => `${counted(count, 'release')}, as ${text}`);
  return sentences.length === 0 ? '' : `not rendered: ${some(sentences, '. ')}`;
}

function unverifiedText({ elsewhere = [] }: Review): string {
  const all = elsewhere.filter(({ unverified }) => unverified === true).map(({ reference }) => quoted(reference));
  return all.length === 0 ? '' : `signatures are not checked here: those of ${some(all, ', ')}`;
}

function some(all: readonly string[], between: string): string {
  const each = [...new Set(all)];
  const more = each.length - MOST;
  return [...each.slice(0, MOST), ...(more > 0 ? [`${more} more`] : [])].join(between);
}
