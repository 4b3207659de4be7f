import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { BuiltObject, RealBuilds } from './real-builds.ts';

/** One object that a cluster runs. */
export interface RealObject {
  /** As it is applied; of several owners, by the first by name, whatever the order in which they are found. */
  readonly text: string;
  /** As it is before variables are filled in: by these, clusters may differ. */
  readonly written: BuiltObject;
  /** The roots that apply it (the identities of FluxKustomizations, or the cluster's own path), and what each applies. */
  readonly owners: ReadonlyMap<string, string>;
}

/** What a cluster runs, as the real kustomize builds it. */
export interface RealCluster {
  /** By identity: `group/Kind namespace/name`, without the hash of a generated name. */
  readonly objects: ReadonlyMap<string, RealObject>;
  /** The roots that do not build. */
  readonly failed: ReadonlySet<string>;
}

/** A fleet as the real kustomize builds it, cluster by cluster. */
export type RealState = ReadonlyMap<string, RealCluster>;

/**
 * Follows the FluxKustomizations from a cluster's own directories, each built by the real kustomize. It knows nothing of how
 * this project renders: what it leaves out (variables from ConfigMaps, other repositories), it leaves out on both sides.
 */
export function realCluster(folder: string, paths: readonly string[], builds: RealBuilds): RealCluster {
  const objects = new Map<string, RealObject>();
  const failed = new Set<string>();
  const seen = new Set<string>();
  const queue: { readonly name: string; readonly directory: string; readonly spec: Record<string, unknown> }[] =
    paths.map((path) => ({ name: path, directory: path, spec: {} }));
  for (let root = queue.shift(); root !== undefined; root = queue.shift()) {
    if (seen.has(root.name)) continue;
    seen.add(root.name);
    const built = builds.of(root.directory, root.spec);
    if (built === undefined) failed.add(root.name);
    for (const { object, written } of built ?? []) {
      const id = identityOf(object);
      // A cluster's own directory is also what its sync builds.
      const owner = paths.includes(root.directory) ? root.directory : root.name;
      const standing = objects.get(id);
      const owners = new Map([...(standing?.owners ?? []), [owner, JSON.stringify(object)]]);
      const [first = owner] = [...owners.keys()].sort();
      objects.set(id, {
        text: owners.get(first) ?? '',
        written: first === owner ? written : (standing?.written ?? written),
        owners,
      });
      const next = fluxRoot(object);
      if (next !== undefined && existsSync(join(folder, next.directory))) queue.push(next);
    }
  }
  return { objects, failed };
}

function fluxRoot(object: BuiltObject) {
  const directory = fluxDirectory(object);
  return directory === undefined ? undefined : { name: identityOf(object), directory, spec: object.spec ?? {} };
}

/** @returns the directory that a FluxKustomization builds; undefined for other objects, and for a whole repository */
export function fluxDirectory({ kind, apiVersion, spec }: BuiltObject): string | undefined {
  const path = spec?.path;
  if (kind !== 'Kustomization' || !apiVersion.startsWith('kustomize.toolkit.')) return undefined;
  if (typeof path !== 'string') return undefined;
  const directory = normalize(path.replace(/^\/+/, '')).replace(/\/$/, '');
  // A whole repository is that of another source.
  return directory === '.' || directory === '' || directory.startsWith('..') ? undefined : directory;
}

export function identityOf({ apiVersion, kind, metadata: { name, namespace } }: BuiltObject): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return identity(group, kind, namespace ?? '', String(name));
}

/** @returns one text for the same object, whatever the hash of its name */
export function identity(group: string, kind: string, namespace: string, name: string): string {
  const bare = /^(ConfigMap|Secret)$/.test(kind) ? withoutHash(name) : name;
  return `${group}/${kind} ${namespace}/${bare}`;
}

/** @returns a name without the hash that kustomize appends to what it generates */
export function withoutHash(name: string): string {
  return name.replace(/-[bcdfghkmt2456789]{10}$/, '');
}
