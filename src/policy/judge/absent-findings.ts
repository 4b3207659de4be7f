import type { Config } from '../../config/config.ts';
import { configPath } from '../../config/find-config.ts';
import { unmatchedPaths } from '../../fleet/find/unmatched-config.ts';
import type { Finding } from '../../review/contract/finding.ts';
import type { Review } from '../../review/contract/review.ts';
import { quoted } from '../../text/quoted.ts';
import type { Files } from '../../tree/files/files.ts';

/**
 * @param trees both sides
 * @param reviewed what a merge changes: where no cluster reads it, and all was judged, nothing rests on the configuration
 * @returns that paths of the configuration lead nowhere, before the merge and behind it: a slip, by which a cluster is not
 *   reviewed, and not protected
 */
export function absentFindings(
  trees: readonly Files[],
  config: Config,
  { files, unjudged = [] }: Pick<Review, 'files' | 'unjudged'>,
): readonly Finding[] {
  if (unjudged.length === 0 && files.every(({ clusters }) => clusters.length === 0)) return [];
  return unmatchedPaths(trees, config).map(({ path: [, index], pattern }) => {
    const isProtected = config.clusters?.[Number(index)]?.protected === true;
    return {
      rule: 'absent-cluster',
      severity: isProtected ? 'warning' : 'notice',
      message: `no directory matches ${quoted(pattern)} in ${quoted(configPath)}, neither before nor after this change, so the cluster that it means is not reviewed${isProtected ? ', and not protected' : ''}`,
      path: configPath,
      fix: 'Correct the path, or remove it.',
    };
  });
}
