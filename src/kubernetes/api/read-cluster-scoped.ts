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
