import { type ApiVersions, apiVersionsOf } from '../../helm/objects/capabilities.ts';
import type { Minor } from '../../kubernetes/api/kubernetes-version.ts';
import { builtInVersions } from '../../kubernetes/schemas/built-in-versions.ts';
import { customKindOf } from '../../kubernetes/schemas/custom-kinds.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { type ResourceLists, searchFor } from '../../kustomize/model/search-for.ts';
import { onceEach } from '../../memo/by-value.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/**
 * The API versions that a cluster serves, as a chart is told of them in `.Capabilities.APIVersions`: those of Kubernetes;
 * those that its custom resource definitions and APIServices bring; and those of the objects that it runs, as it could not
 * have them otherwise.
 *
 * @param lists all that the cluster is known to run
 * @param minor its release of Kubernetes, where it is configured
 * @see helm pkg/action GetVersionSet
 */
export function servedApis(lists: ResourceLists, minor: Minor | undefined): ApiVersions {
  const versions = new Set(builtInVersions(minor));
  for (const list of lists) for (const version of broughtByAll(list)) versions.add(version);
  return apiVersionsOf([...versions].sort());
}

const broughtByAll = onceEach((list: readonly Resource[]): readonly string[] => [...new Set(list.flatMap(broughtBy))]);

/** @returns the objects in lists that have a cluster serve other APIs */
export const definitionsIn = searchFor(isDefinition);

/** @returns whether an object has a cluster serve other APIs */
export function isDefinition({ kind, gvk }: Resource): boolean {
  if (kind === 'APIService') return gvk.group === 'apiregistration.k8s.io';
  return kind === 'CustomResourceDefinition' && gvk.group === 'apiextensions.k8s.io';
}

/** @returns the API versions, and the kinds of them, that a cluster serves for certain that has an object */
export function broughtBy(resource: Resource): readonly string[] {
  const { node, kind, apiVersion, gvk } = resource;
  if (isDefinition(resource) && kind === 'CustomResourceDefinition') {
    const custom = customKindOf(node);
    const served = custom?.versions.filter((version) => version.served) ?? [];
    return served.flatMap(({ name }) => withKind(`${custom?.group}/${name}`, custom?.kind ?? ''));
  }
  if (isDefinition(resource)) {
    return [`${textAt(node, 'spec', 'group')}/${textAt(node, 'spec', 'version')}`];
  }
  return gvk.group.includes('.') && !gvk.group.endsWith('.k8s.io') ? withKind(apiVersion, kind) : [];
}

function withKind(apiVersion: string, kind: string): readonly string[] {
  return [apiVersion, `${apiVersion}/${kind}`];
}
