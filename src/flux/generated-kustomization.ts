import {
  findKustomizationFiles,
  type Kustomization,
  loadKustomization,
  readKustomization,
} from '../kustomize/kustomization/load.ts';
import type { Loader } from '../kustomize/loader.ts';
import { failAt } from '../kustomize/problem.ts';
import { joinPath } from '../tree/paths.ts';
import { Mapping, Scalar, Sequence } from '../yaml/node.ts';

/**
 * The kustomization of a root as Flux has it: the one in its directory, or one made of all manifests below it.
 *
 * @throws BuildError where the directory is absent, or its kustomization is invalid
 * @see fluxcd/pkg kustomize/kustomize_generator.go Generator.generateKustomization
 */
export function loadFluxRoot(loader: Loader, directory: string): Kustomization {
  const at = { path: directory, node: undefined };
  const found = loader.files.find(directory);
  if (found.kind !== 'directory') {
    const why = found.kind === 'file' ? 'is a file, not a directory' : 'does not exist';
    throw failAt(found.kind === 'file' ? 'not-a-directory' : 'not-found', `the path "${directory}" ${why}`, at);
  }
  if (findKustomizationFiles(loader, found.path).length > 0) return loadKustomization(loader, found.path, at);
  const paths = manifestsBelow(loader, found.path, '');
  if (paths.length === 0) {
    const fix = 'Add a manifest or a kustomization.yaml, or remove what refers to it.';
    throw failAt('empty-kustomization', `"${directory}" holds no manifest`, { ...at, fix });
  }
  const resources = new Sequence(paths.map((path) => new Scalar(path, 'str', 'double')));
  return readKustomization(new Mapping([['resources', resources]]), found.path, found.path);
}

/** Manifests in lexical order; a directory with a kustomization of its own stands for what is in it. */
function manifestsBelow(loader: Loader, root: string, below: string): readonly string[] {
  const directory = loader.files.find(joinPath(root, below) ?? root);
  if (directory.kind !== 'directory') return [];
  const entries = [...loader.files.list(directory)].sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.flatMap(([name, entry]) => {
    const path = below === '' ? name : `${below}/${name}`;
    if (entry.kind === 'file') return /\.ya?ml$/.test(name) ? [path] : [];
    const inner = loader.files.find(joinPath(root, path) ?? path);
    if (inner.kind === 'file') return /\.ya?ml$/.test(name) ? [path] : [];
    if (inner.kind !== 'directory') return [];
    return findKustomizationFiles(loader, inner.path).length > 0 ? [path] : manifestsBelow(loader, root, path);
  });
}
