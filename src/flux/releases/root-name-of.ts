import type { Resource } from '../../kustomize/model/resource.ts';
import { isHelmRelease } from '../helm/helm-release.ts';
import { isFluxKustomization, nameOf, readFluxKustomization } from '../objects/flux-kustomization.ts';
import { isResourceSet } from '../sets/root/set-inputs.ts';
import { setRootName } from '../sets/root/set-root.ts';
import { releaseRootName } from './release-root.ts';

/** @returns the name of the root that a controller makes of an object; `undefined` for an object of another kind */
export function rootNameOf(resource: Resource): string | undefined {
  if (isFluxKustomization(resource)) return nameOf(readFluxKustomization(resource));
  if (isHelmRelease(resource)) return releaseRootName(resource);
  return isResourceSet(resource) ? setRootName(resource) : undefined;
}
