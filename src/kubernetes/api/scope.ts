import { CLUSTER_SCOPED } from './api-facts.generated.ts';

const CLUSTER_SCOPED_KINDS: ReadonlySet<string> = new Set(CLUSTER_SCOPED);

/**
 * @returns whether kustomize is certain that objects of a kind are not namespaced; it holds what it does not
 * know, such as any custom resource, for namespaced.
 * @see kustomize kyaml/openapi IsCertainlyClusterScoped
 */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  return CLUSTER_SCOPED_KINDS.has(`${apiVersion} ${kind}`);
}
