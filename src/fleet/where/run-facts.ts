import { ociVersion } from '../../flux/helm/chart-version.ts';
import type { Release } from '../../flux/helm/releases.ts';
import { isFluxKustomization, readFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { followedRef } from '../../flux/objects/followed-ref.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { splitImage } from '../../kubernetes/facts/image-name.ts';
import { fullName } from '../../kubernetes/facts/object-ref.ts';
import { likelyPodSpec } from '../../kubernetes/facts/pod-spec.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import type { ObjectRun, RunVersion } from './where-contract.ts';

/** What people ask of an object that runs. */
type RunFacts = Pick<ObjectRun, 'versions' | 'replicas' | 'source' | 'suspended'>;

/**
 * Reads an object's versions (images, chart, the ref that a source follows), replicas, source and suspension.
 *
 * @param release what the object installs, where it is a HelmRelease
 */
export function runFacts({ resource, root }: InventoryObject, release: Release | undefined): RunFacts {
  const replicas = textAt(resource.node, 'spec', 'replicas');
  const source = sourceText(resource, release);
  return {
    versions: [...(release === undefined ? versionsOf(resource) : chartVersions(release))],
    ...(/^\d+$/.test(replicas) && likelyPodSpec(resource) !== undefined ? { replicas: Number(replicas) } : {}),
    ...(source === '' ? {} : { source }),
    suspended: root.flux?.suspend === true || textAt(resource.node, 'spec', 'suspend') === 'true',
  };
}

function chartVersions({ chart, local }: Release): readonly RunVersion[] {
  return chart === undefined ? [] : [{ of: chart.name, version: local?.version ?? chart.version }];
}

/** Images of what runs, not of what only prepares it; or what a source follows. */
function versionsOf(resource: Resource): readonly RunVersion[] {
  const { node, kind } = resource;
  if (kind === 'GitRepository') return [{ of: textAt(node, 'spec', 'url'), version: followedRef(node).value }];
  if (kind === 'OCIRepository') return [{ of: textAt(node, 'spec', 'url'), version: ociVersion(node) }];
  const images = itemsAt(likelyPodSpec(resource), 'containers').map((container) =>
    splitImage(textAt(container, 'image')),
  );
  const named = images.filter(({ name }) => name !== '');
  return named.map(({ name, tag, digest }) => ({ of: name, version: tag || digest.slice(0, 'sha256:'.length + 12) }));
}

function sourceText(resource: Resource, release: Release | undefined): string {
  const source = isFluxKustomization(resource) ? readFluxKustomization(resource).sourceRef : release?.chart?.source;
  return source === undefined || source.name === '' ? '' : fullName(source);
}
