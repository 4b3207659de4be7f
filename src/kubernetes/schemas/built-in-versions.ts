import type { Minor } from '../api/kubernetes-version.ts';
import { removedApiVersion } from '../api/removed-api-versions.ts';
import { apiKinds } from './api-schemas.ts';

const known = new Map<Minor | undefined, readonly string[]>();

/**
 * The versions of its own APIs that Kubernetes serves by default: stable ones, and of the others those that were on by
 * default, until a release has removed them. From 1.24 on, new beta versions are off.
 *
 * @param minor a release; the newest that is known where it is not given
 * @returns `apps/v1`, and `apps/v1/Deployment` for each of its kinds
 * @see https://kubernetes.io/docs/reference/using-api/#api-groups; helm pkg/action GetVersionSet
 */
export function builtInVersions(minor: Minor | undefined): readonly string[] {
  const found = known.get(minor);
  if (found !== undefined) return found;
  const served = [...apiKinds()].filter((id) => isServed(id, minor)).map((id) => id.split(' '));
  const versions = served.flatMap(([apiVersion = '', kind = '']) => [apiVersion, `${apiVersion}/${kind}`]);
  const all = [...new Set(versions)].sort();
  known.set(minor, all);
  return all;
}

function isServed(id: string, minor: Minor | undefined): boolean {
  const removed = removedApiVersion(id);
  if (removed !== undefined) return minor !== undefined && removed.release > minor;
  return /^([^/ ]+\/)?v[0-9]+ /.test(id);
}
