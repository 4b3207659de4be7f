import { shortRevision } from '../../report/model/elsewhere-text.ts';
import type { Review } from '../../review/contract/review.ts';
import { mayHaveEffect } from '../../review/unknown/partly-known.ts';
import { code } from '../../text/escape.ts';

/** By reference, what stands elsewhere and moves without a pull request stood for. */
export type Floating = Readonly<Record<string, string>>;

/** A record has little room, and people read less. */
const MOST = 20;

/** @returns what clusters that change read elsewhere and may move, as far as it is kept */
export function floatingIn({ elsewhere = [], clusters }: Pick<Review, 'elsewhere' | 'clusters'>): Floating {
  const changing = new Set(Object.entries(clusters).flatMap(([name, each]) => (mayHaveEffect(each) ? [name] : [])));
  const floating = elsewhere
    .filter((each) => each.follows !== undefined && each.clusters.some((name) => changing.has(name)))
    .slice(0, MOST);
  return Object.fromEntries(floating.map(({ reference, revision }) => [reference, shortRevision(revision)]));
}

/** @returns a clause in Markdown for each reference that stands for something else than it did */
export function movedSince(then: Floating | undefined, now: Floating): readonly string[] {
  return Object.entries(then ?? {}).flatMap(([reference, before]) => {
    const after = Object.hasOwn(now, reference) ? now[reference] : undefined;
    if (after === undefined || after === before) return [];
    return [`${code(reference)} has moved from ${code(before)} to ${code(after)}`];
  });
}
