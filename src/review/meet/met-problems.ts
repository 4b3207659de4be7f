import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import type { Unresolved } from '../contract/cluster-review.ts';
import type { Finding } from '../contract/finding.ts';
import type { Review } from '../contract/review.ts';
import { isNew } from '../unknown/partly-known.ts';

/** The same change alone, the other one alone, and both merged. */
export interface ThreeReviews {
  readonly own: Review;
  readonly other: Review;
  readonly both: Review;
}

/** A problem that one of three reviews has, and another one has not. */
export interface MetProblem {
  readonly kind: 'together' | 'order';
  readonly first?: 'this' | 'other';
  readonly cluster?: string;
  readonly problem: string;
}

/**
 * What a review does not say of a cluster that is not known whole may be so: nothing is concluded from it.
 *
 * @returns problems that neither change causes alone, and those that one of them causes only as long as the other is not
 *   merged
 */
export function metProblems({ own, other, both }: ThreeReviews): readonly MetProblem[] {
  const [ofOwn, ofOther, ofBoth] = [problemsOf(own), problemsOf(other), problemsOf(both)];
  const only = (all: Problems, ...others: readonly Problems[]) =>
    [...all].flatMap(([key, each]) => (others.some((some) => some.has(key)) ? [] : [each]));
  const news = only(ofBoth, ofOwn, ofOther).filter(
    ({ cluster }) => cluster === undefined || [own, other].every((review) => isKnownIn(review, cluster)),
  );
  const solved = (all: Problems, by: Problems) =>
    only(all, ofBoth, by).filter(
      ({ severity, cluster }) => severity === 'error' && cluster !== undefined && isKnownIn(both, cluster),
    );
  return [
    ...news.map((each) => met('together', each)),
    ...solved(ofOwn, ofOther).map((each) => met('order', each, 'other')),
    ...solved(ofOther, ofOwn).map((each) => met('order', each, 'this')),
  ];
}

/** @returns whether nothing of a cluster is hidden by what a change causes */
export function isKnownIn(review: Review, cluster: string): boolean {
  return unresolvedOf(review, cluster).every(({ standing, changed }) => standing && changed === undefined);
}

interface Problem {
  readonly cluster: string | undefined;
  readonly message: string;
  readonly severity: Finding['severity'];
}

/** By what tells them apart: words may be about several at once, and lines shift. */
type Problems = ReadonlyMap<string, Problem>;

function problemsOf(review: Review): Problems {
  const findings = review.findings.filter(({ severity }) => severity !== 'notice');
  const found = findings.flatMap(({ rule, severity, cluster, object, objects, path, message }) => {
    const keys = [...(object === undefined ? [] : [object]), ...(objects ?? [])].map(objectKey);
    const problem = { cluster, message, severity };
    return (keys.length === 0 ? [path] : keys).map((key) => [JSON.stringify([rule, cluster, key]), problem] as const);
  });
  const unresolved = Object.keys(review.clusters).flatMap((cluster) =>
    unresolvedOf(review, cluster)
      .filter(isNew)
      .map(({ code, root, path, message }) => {
        const problem = { cluster, message, severity: 'error' as const };
        return [JSON.stringify(['', code, cluster, root, path]), problem] as const;
      }),
  );
  return new Map([...found, ...unresolved]);
}

function unresolvedOf({ clusters }: Review, cluster: string): readonly Unresolved[] {
  return (Object.hasOwn(clusters, cluster) ? clusters[cluster]?.unresolved : undefined) ?? [];
}

function met(kind: MetProblem['kind'], { cluster, message }: Problem, first?: 'this' | 'other'): MetProblem {
  return {
    kind,
    problem: message,
    ...(first === undefined ? {} : { first }),
    ...(cluster === undefined ? {} : { cluster }),
  };
}
