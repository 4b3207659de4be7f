import type { ParsedBlobs } from '../kustomize/loader.ts';
import type { ClusterSides } from '../radius/compare-cluster.ts';
import { type Pair, pairObjects } from '../radius/pair.ts';
import type { ClusterReview } from '../radius/review-contract.ts';
import { unknownRoots } from '../radius/unknown-roots.ts';
import type { Files } from '../tree/files.ts';
import { KustomizationFiles } from './kustomization-file.ts';
import type { ClusterView } from './rule.ts';
import { Side } from './side.ts';

/**
 * Puts a compared fleet before the rules.
 *
 * @param fleet in promotion order
 * @param trees the files before and after the merge
 * @param parsed blobs that were parsed before
 */
export function viewFleet(
  fleet: readonly (ClusterSides & { readonly review: ClusterReview })[],
  trees: { readonly before: Files; readonly after: Files },
  parsed: ParsedBlobs,
): readonly ClusterView[] {
  const formerFiles = new KustomizationFiles(trees.before, parsed);
  const latterFiles = new KustomizationFiles(trees.after, parsed);
  const views = fleet.map(({ cluster, before, after, review }): ClusterView => {
    const unknown = unknownRoots(before, after);
    const former =
      before &&
      new Side(
        cluster,
        before,
        undefined,
        (root) => unknown.covers(root, before),
        formerFiles,
        () => all.former,
      );
    const latter =
      after &&
      new Side(
        cluster,
        after,
        former,
        (root) => unknown.covers(root, after),
        latterFiles,
        () => all.latter,
      );
    let pairs: readonly Pair[] | undefined;
    return {
      ...{ cluster, before, after, review, former, latter },
      get pairs() {
        pairs ??= pairObjects(former?.objects ?? [], latter?.objects ?? []);
        return pairs;
      },
    };
  });
  const all = {
    former: views.flatMap(({ former }) => former ?? []),
    latter: views.flatMap(({ latter }) => latter ?? []),
  };
  return views;
}
