import type { Release } from '../../flux/helm/releases.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { Unresolved } from '../contract/cluster-review.ts';
import { placeOf } from '../origins/change-chain.ts';

/**
 * What keeps releases from being known by their inputs: values from a ConfigMap that is not there, a chart that is not.
 * The root that holds such a release is applied all the same, so the rest of it stands.
 */
export function releaseProblems(before: Inventory | undefined, after: Inventory | undefined): readonly Unresolved[] {
  const releasesBefore = new Map(before?.releases.map((release) => [idOf(release), release]));
  const releasesAfter = new Map(after?.releases.map((release) => [idOf(release), release]));
  return [
    ...[...releasesAfter].flatMap(([id, release]) => problemsOf(release, releasesBefore.get(id), after, 'after')),
    ...[...releasesBefore].flatMap(([id, release]) => problemsOf(release, releasesAfter.get(id), before, 'before')),
  ];
}

function idOf({ resource }: Release): string {
  return `${resource.namespace}/${resource.name}`;
}

function problemsOf(
  release: Release,
  other: Release | undefined,
  inventory: Inventory | undefined,
  side: 'before' | 'after',
): readonly Unresolved[] {
  const { namespace, name, node } = release.resource;
  const object = inventory?.objects.find(({ resource }) => resource === release.resource);
  return release.problems.flatMap((problem): readonly Unresolved[] => {
    const isBoth = other?.problems.some(({ message }) => message === problem.message) === true;
    if (isBoth && side === 'before') return [];
    const place = object && (placeOf(problem.node, object) ?? object.resource.trail.origin);
    return [
      {
        code: 'release-inputs',
        message: `HelmRelease ${namespace === '' ? name : `${namespace}/${name}`}: ${problem.message}`,
        ...(place === undefined ? {} : { path: place.path }),
        ...(place?.line === undefined ? {} : { line: place.line }),
        ...(object === undefined ? {} : { root: object.root.name }),
        side: isBoth ? 'both' : side,
        standing: isBoth && other !== undefined && sameValue(other.resource.node, node),
      },
    ];
  });
}
