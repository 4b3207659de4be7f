import { CLUSTER_SCOPED } from './api-facts.generated.ts';
import { entriesOf, isRecord } from './read-definition.ts';

/**
 * Reads which kinds are not namespaced, by the paths of an OpenAPI v2 document: those that can be got, and have
 * no path with a namespace in it.
 *
 * @returns `<apiVersion> <kind>` of each
 * @see kustomize kyaml/openapi findNamespaceability
 */
export function readClusterScoped(json: unknown): ReadonlySet<string> {
  const namespaced = new Map<string, boolean>();
  for (const [path, info] of entriesOf(isRecord(json) ? json.paths : undefined)) {
    const get = isRecord(info) ? info.get : undefined;
    const type = isRecord(get) ? get['x-kubernetes-group-version-kind'] : undefined;
    if (!isRecord(type)) continue;
    const id = `${type.group ? `${type.group}/` : ''}${type.version} ${type.kind}`;
    namespaced.set(id, path.includes('namespaces/{namespace}') || namespaced.get(id) === true);
  }
  return new Set([...namespaced].filter(([, isNamespaced]) => !isNamespaced).map(([id]) => id));
}

const CLUSTER_SCOPED_KINDS: ReadonlySet<string> = new Set(CLUSTER_SCOPED);

/**
 * @returns whether kustomize is certain that objects of a kind are not namespaced; it holds what it does not
 * know, such as any custom resource, for namespaced.
 * @see kustomize kyaml/openapi IsCertainlyClusterScoped
 */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  return CLUSTER_SCOPED_KINDS.has(`${apiVersion} ${kind}`);
}
