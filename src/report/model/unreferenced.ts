import type { Review } from '../../review/contract/review.ts';
import { isBlocked } from './clusters/blocking.ts';
import { clustersInOrder } from './clusters/in-order.ts';

/** Files for people and tools, which are not meant for a cluster. */
const NEVER_MEANT =
  /(?:^|\/)(?:\.[^/]+|README|LICENSE|CHANGELOG|CODEOWNERS|Makefile|docs?)(?:\/|\.[a-z]+$|$)|\.(?:md|txt|sh|png|svg)$/i;

interface Unreferenced {
  readonly paths: readonly string[];
  /** Whether a cluster that could not be rendered may refer to them. */
  readonly isCertain: boolean;
}

/**
 * @returns files that the pull request adds or edits and no cluster refers to, as far as they look like manifests: who
 *   adds one to no kustomization has usually forgotten something
 */
export function unreferenced(review: Review): Unreferenced {
  const clusters = clustersInOrder(review);
  const unjudged = new Set(review.unjudged?.flatMap(({ files }) => files));
  const paths = review.files.filter(({ clusters: reached, status, path }) => {
    return reached.length === 0 && status !== 'removed' && !NEVER_MEANT.test(path) && !unjudged.has(path);
  });
  return {
    paths: clusters.length === 0 ? [] : paths.map(({ path }) => path),
    isCertain: !clusters.some(([, cluster]) => isBlocked(cluster)),
  };
}

/** @returns the sentence about them, with the paths as they are given; empty without any */
export function unreferencedText(
  { paths, isCertain }: Unreferenced,
  list: (paths: readonly string[]) => string,
): string {
  if (paths.length === 0) return '';
  return `Not referenced by any cluster${isCertain ? '' : ' that could be rendered'}: ${list(paths)}`;
}
