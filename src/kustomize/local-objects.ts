import type { Resource } from './resource.ts';

/**
 * Drops what is meant for tools on the way, not for a cluster.
 *
 * @see kustomize api/resource Factory.DropLocalNodes
 */
export function dropLocalObjects(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter((resource) => {
    const local = resource.annotations().get('config.kubernetes.io/local-config');
    return local === undefined || local === 'false';
  });
}
