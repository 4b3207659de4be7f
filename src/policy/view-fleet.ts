import type { Units } from '../fleet/units.ts';
import type { InventoryObject } from '../flux/inventory.ts';
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
 * @param units names what people promote
 */
export function viewFleet(
  fleet: readonly (ClusterSides & { readonly review: ClusterReview })[],
  trees: { readonly before: Files; readonly after: Files },
  parsed: ParsedBlobs,
  units: Units,
): readonly ClusterView[] {
  const unitOf = (object: InventoryObject) => units.of(object);
  const then = { files: new KustomizationFiles(trees.before, parsed), fleet: () => all.former, unitOf };
  const now = { files: new KustomizationFiles(trees.after, parsed), fleet: () => all.latter, unitOf };
  const views = fleet.map(({ cluster, before, after, review }): ClusterView => {
    const unknown = unknownRoots(before, after);
    const former = before && new Side(cluster, before, undefined, (root) => unknown.covers(root, before), then);
    const latter = after && new Side(cluster, after, former, (root) => unknown.covers(root, after), now);
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
