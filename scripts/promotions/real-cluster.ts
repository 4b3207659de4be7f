import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { BuiltObject, RealBuilds } from './real-builds.ts';

/** What a cluster runs, as the real kustomize builds it. */
export interface RealCluster {
  /** Contents by identity: `group/Kind namespace/name`, without the hash of a generated name. */
  readonly objects: ReadonlyMap<string, string>;
  /** The roots that do not build. */
  readonly failed: ReadonlySet<string>;
}

/**
 * Follows the FluxKustomizations from a cluster's own directories, each built by the real kustomize. It knows nothing of how
 * this project renders: what it leaves out (variables from ConfigMaps, other repositories), it leaves out on both sides.
 */
export function realCluster(folder: string, paths: readonly string[], builds: RealBuilds): RealCluster {
  const objects = new Map<string, string>();
  const failed = new Set<string>();
  const seen = new Set<string>();
  const queue: { readonly name: string; readonly directory: string; readonly spec: Record<string, unknown> }[] =
    paths.map((path) => ({ name: path, directory: path, spec: {} }));
  for (let root = queue.shift(); root !== undefined; root = queue.shift()) {
    if (seen.has(root.name)) continue;
    seen.add(root.name);
    const built = builds.of(root.directory, root.spec);
    if (built === undefined) failed.add(root.name);
    for (const object of built ?? []) {
      objects.set(identityOf(object), JSON.stringify(object));
      const next = fluxRoot(object);
      if (next !== undefined && existsSync(join(folder, next.directory))) queue.push(next);
    }
  }
  return { objects, failed };
}

function fluxRoot(object: BuiltObject) {
  const { path } = object.spec ?? {};
  if (object.kind !== 'Kustomization' || !object.apiVersion.startsWith('kustomize.toolkit.')) return undefined;
  if (typeof path !== 'string') return undefined;
  const directory = normalize(path.replace(/^\/+/, '')).replace(/\/$/, '');
  // A whole repository is that of another source.
  if (directory === '.' || directory === '' || directory.startsWith('..')) return undefined;
  return { name: identityOf(object), directory, spec: object.spec ?? {} };
}

export function identityOf({ apiVersion, kind, metadata: { name, namespace } }: BuiltObject): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return identity(group, kind, namespace ?? '', String(name));
}

/** @returns one text for the same object, whatever the hash of its name */
export function identity(group: string, kind: string, namespace: string, name: string): string {
  const bare = /^(ConfigMap|Secret)$/.test(kind) ? name.replace(/-[a-z0-9]{10}$/, '') : name;
  return `${group}/${kind} ${namespace}/${bare}`;
}
