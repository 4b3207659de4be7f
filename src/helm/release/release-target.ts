import { createHash } from 'node:crypto';
import type { Resource } from '../../kustomize/model/resource.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/** What makes a Helm release another one, whatever is in it. */
export interface ReleaseTarget {
  readonly namespace: string;
  readonly name: string;
  /** Where Helm keeps what it knows of the release. */
  readonly storageNamespace: string;
}

/**
 * @param release a HelmRelease
 * @returns the release that helm-controller installs for it
 * @see fluxcd/helm-controller api/v2 HelmRelease.GetReleaseName, GetReleaseNamespace, GetStorageNamespace
 */
export function releaseTarget(release: Pick<Resource, 'node' | 'name' | 'namespace'>): ReleaseTarget {
  const { node, name } = release;
  const targetNamespace = textAt(node, 'spec', 'targetNamespace');
  const asked = textAt(node, 'spec', 'releaseName') || (targetNamespace === '' ? name : `${targetNamespace}-${name}`);
  return {
    namespace: releaseNamespace(release),
    name: shortenName(asked),
    storageNamespace: textAt(node, 'spec', 'storageNamespace') || release.namespace,
  };
}

/** @returns the namespace that a HelmRelease installs into: `spec.targetNamespace`, or its own */
export function releaseNamespace({ node, namespace }: Pick<Resource, 'node' | 'namespace'>): string {
  return textAt(node, 'spec', 'targetNamespace') || namespace;
}

const MOST_CHARACTERS = 53;
const HASH_CHARACTERS = 12;

/**
 * @returns the name of a release as Helm can have it: of a longer one the start, and a part of its digest
 * @see fluxcd/helm-controller internal/release/name.go ShortenName
 */
function shortenName(name: string): string {
  if (name.length <= MOST_CHARACTERS) return name;
  const digest = createHash('sha256').update(name).digest('hex');
  return `${name.slice(0, MOST_CHARACTERS - HASH_CHARACTERS - 1)}-${digest.slice(0, HASH_CHARACTERS)}`;
}
