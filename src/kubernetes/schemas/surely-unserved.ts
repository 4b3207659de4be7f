import type { ClusterSchemas } from './cluster-schemas.ts';
import type { KnownKind } from './known-kind.ts';

/**
 * @param apiVersion in which an object is written
 * @param known what the cluster makes of it
 * @param isReleaseKnown whether it is configured which Kubernetes the cluster runs
 * @returns whether no object of a kind can be applied, whatever else is in the cluster: a definition that it has does not
 *   serve the version, or Kubernetes alone could serve it, and does not
 */
export function isSurelyUnserved(
  apiVersion: string,
  known: KnownKind,
  schemas: Pick<ClusterSchemas, 'isBeyondTables'>,
  isReleaseKnown: boolean,
): boolean {
  if (known.is === 'removed') return isReleaseKnown;
  if (known.is === 'not-served') return known.isCustom || isStable(apiVersion, schemas);
  return known.is === 'no-kind' && !known.isCustom && isStable(apiVersion, schemas);
}

/**
 * Whether a version of a group of Kubernetes can be known not to be served: stable ones, once served, never go. Alpha and
 * beta ones may have come and gone between the releases that the tables are made of.
 */
export function isStable(apiVersion: string, { isBeyondTables }: Pick<ClusterSchemas, 'isBeyondTables'>): boolean {
  return !isBeyondTables && /^([^/]+\/)?v[0-9]+$/.test(apiVersion);
}
