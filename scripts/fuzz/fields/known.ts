import type { Json, JsonObject } from '../random.ts';

/** An object that a kustomization can reach, as far as patches and replacements name it. */
export interface Known {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly object: JsonObject;
}

export function knownOf(object: JsonObject): Known {
  const meta = object.metadata;
  const fields: Readonly<Record<string, unknown>> = typeof meta === 'object' && meta !== null ? { ...meta } : {};
  const namespace = fields.namespace;
  return {
    apiVersion: String(object.apiVersion),
    kind: String(object.kind),
    name: String(fields.name),
    namespace: typeof namespace === 'string' ? namespace : undefined,
    object,
  };
}

/** @returns the group, version and kind, as selectors name them; the core group has no name. */
export function gvkOf({ apiVersion, kind }: Known): JsonObject {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return { ...(group ? { group } : {}), version: version ?? '', kind };
}

/** @returns whether an object has the field that a replacement's path names. */
export function has(object: Json, path: string): boolean {
  let node: Json | undefined = object;
  for (const part of path.split(/\.(?![^[]*\])/)) {
    if (typeof node !== 'object' || node === null) return false;
    if (part === '*' || part.startsWith('[name') || part === '0') {
      if (!Array.isArray(node) || node.length === 0) return false;
      const named: Json | undefined = part.startsWith('[name')
        ? node.find((each) => each.name === part.slice(6, -1))
        : node[0];
      node = named;
    } else node = new Map(Object.entries(node)).get(part.replace(/^\[|\]$/g, ''));
    if (node === undefined) return false;
  }
  return true;
}
