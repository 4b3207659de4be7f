import { findKustomizationFiles } from '../../kustomize/kustomization/load-kustomization.ts';
import type { Loader } from '../../kustomize/read/loader.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';

/**
 * Makes the kustomization that Flux makes for a directory without one: all manifests below it. A file that is none
 * fails the build as it fails Flux; where there is no file, a namespace for nothing keeps the kustomization from being
 * empty.
 *
 * @param directory an existing directory
 * @see fluxcd/pkg kustomize/kustomize_generator.go Generator.findOrGenerateKustomization, scanManifests
 */
export function generateKustomization(loader: Loader, directory: string): Mapping {
  const paths = manifestsBelow(loader, directory, '');
  if (paths.length === 0) return new Mapping([['namespace', text('_placeholder')]]);
  return new Mapping([['resources', new Sequence(paths.map(text))]]);
}

/**
 * Manifests in lexical order, hidden ones too; a directory with a kustomization of its own stands for what is in it.
 */
function manifestsBelow(loader: Loader, root: string, below: string): readonly string[] {
  const directory = loader.files.find(joinPath(root, below) ?? root);
  if (directory.kind !== 'directory') return [];
  const entries = [...loader.files.list(directory)].sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.flatMap(([name, entry]) => {
    const path = below === '' ? name : `${below}/${name}`;
    const isManifest = /\.ya?ml$/.test(name);
    if (entry.kind === 'file') return isManifest ? [path] : [];
    const inner = loader.files.find(joinPath(root, path) ?? path);
    if (inner.kind === 'file') return isManifest ? [path] : [];
    // What another source brings cannot be read: named, it fails the build, rather than being taken for nothing.
    if (inner.kind === 'absent' && inner.why === 'included') return [path];
    if (inner.kind !== 'directory') return [];
    return findKustomizationFiles(loader, inner.path).length > 0 ? [path] : manifestsBelow(loader, root, path);
  });
}

function text(value: string): Node {
  return new Scalar(value, 'str', 'double');
}
