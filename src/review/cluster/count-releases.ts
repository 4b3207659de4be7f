import type { Release } from '../../flux/helm/releases.ts';
import type { Unfetched } from '../../flux/objects/source-elsewhere.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { objectName } from '../../kubernetes/facts/object-ref.ts';
import type { ClusterReview } from '../contract/cluster-review.ts';

type Releases = NonNullable<ClusterReview['releases']>;
type Told = NonNullable<Releases['unrendered']>[number];

/**
 * @param after the side that is told of; where a cluster goes, that before
 * @returns how many releases are rendered, and which are compared by their inputs; absent where a cluster has none
 */
export function countReleases(
  before: Inventory | undefined,
  after: Inventory | undefined,
): Pick<ClusterReview, 'releases'> {
  const own = after ?? before;
  const releases = own?.releases ?? [];
  if (releases.length === 0) return {};
  const was = new Map(before?.releases.map((release) => [objectName(release.resource), release]));
  // What is had on one side alone is compared with nothing.
  const told = releases.flatMap((release): readonly { readonly release: Release; readonly told: Told }[] => {
    const now = toldOf(release);
    if (now !== undefined) return [{ release, told: now }];
    const former = was.get(objectName(release.resource));
    const then = former === undefined ? undefined : toldOf(former);
    return then === undefined ? [] : [{ release, told: { ...then, side: 'before' } }];
  });
  const rendered = releases.length - told.length;
  const partly = own?.roots.filter(({ release }) => release?.isWhole === false).length ?? 0;
  return {
    releases: {
      ...(rendered === 0 ? {} : { rendered }),
      ...(partly === 0 ? {} : { partly }),
      compared: told.length,
      floating: told.filter(({ release }) => release.chart?.floats).length,
      ...(told.length === 0 ? {} : { unrendered: told.map((each) => each.told) }),
    },
  };
}

function toldOf({ resource, unrendered }: Release): Told | undefined {
  if (unrendered === undefined) return undefined;
  const { because } = unrendered;
  return { release: objectName(resource), ...withLine(unrendered), ...(because === 'off' && { off: true }) };
}

/** @returns why something is not fetched, as the contract has it */
export function withLine({ reason, fix, path, line }: Unfetched): Omit<Told, 'release'> {
  return { reason, fix, path, ...(line === undefined ? {} : { line }) };
}
