import type { LoadRoot } from '../../kustomize/build/build-root.ts';
import { findKustomizationFiles, readKustomization } from '../../kustomize/kustomization/load-kustomization.ts';
import { failAt, type ProblemCode } from '../../kustomize/model/problem.ts';
import type { Loader } from '../../kustomize/read/loader.ts';
import { nearest } from '../../text/nearest.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { isMounted } from '../../tree/sources/mount.ts';
import { lineOf, Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';
import { DROPPED_FIELDS, rewriteKustomization } from './rewrite-kustomization.ts';

/**
 * A field of a root's kustomization file that no kustomization has. `kustomize build` refuses it; Flux reads the file,
 * writes what it has understood, and so drops the field and all it would have brought. Or one of a FluxKustomization that
 * the controllers do not read any more.
 */
export interface DroppedField {
  readonly of: 'kustomization' | 'FluxKustomization';
  /** As people write it: `resource`, `patches[0].traget`. */
  readonly field: string;
  readonly path: string;
  readonly line: number | undefined;
  /** The field that was probably meant, or that took its place. */
  readonly nearest: string | undefined;
}

/**
 * Gives a root's kustomization as Flux has it before the build: the one in its directory or one made of all manifests
 * below it, and in it what the FluxKustomization asks for.
 *
 * @param flux nothing where the root is the entrypoint of a cluster without a sync object
 * @param onDropped called with each field that Flux drops
 * @throws BuildError (the function given) where the directory is absent, or its kustomization is invalid
 * @see fluxcd/pkg kustomize/kustomize_generator.go Generator.GenerateManifest
 */
export function rootKustomization(
  flux: FluxKustomization | undefined,
  onDropped: (field: DroppedField) => void,
): LoadRoot {
  return (loader, directory) => {
    const path = existingDirectory(loader, directory, flux);
    const read = readFile(loader, path, directory);
    const spec = flux?.spec ?? new Mapping([]);
    if (flux !== undefined) droppedIn(flux).forEach(onDropped);
    const at = flux === undefined ? path : flux.resource.trail.origin.path;
    const standing = { loader, directory: path, isFile: read !== undefined };
    const document = rewriteKustomization(read?.document ?? generateKustomization(loader, path), spec, standing, at);
    return readKustomization(document, {
      path: read?.path ?? path,
      directory: path,
      isTyped: true,
      onUnknownField: (key, value, { field, path }, known) => {
        onDropped({ of: 'kustomization', field, path, line: lineOf(value), nearest: nearest(key, known) });
      },
    });
  };
}

function droppedIn({ spec, resource }: FluxKustomization): readonly DroppedField[] {
  const { path } = resource.trail.origin;
  return Object.entries(DROPPED_FIELDS).flatMap(([field, nearest]) => {
    const value = spec.get(field);
    return value === undefined ? [] : [{ of: 'FluxKustomization', field, path, line: lineOf(value), nearest }];
  });
}

function existingDirectory(loader: Loader, directory: string, flux: FluxKustomization | undefined): string {
  const found = loader.files.find(directory);
  if (found.kind === 'directory') return found.path;
  const [code, known] = WHY_NOT[found.kind === 'absent' ? found.why : found.kind] ?? NOT_FOUND;
  const lack = found.kind === 'absent' ? found.lack : undefined;
  const why =
    lack === undefined ? known : `comes from another source or a submodule that is not available: ${lack.reason}`;
  const place =
    flux === undefined
      ? { path: directory }
      : { path: flux.resource.trail.origin.path, node: flux.spec.get('path') ?? flux.spec };
  const fix =
    lack?.remedy ?? `Set spec.path to a directory of ${isMounted(directory) ? 'its source' : 'this repository'}.`;
  throw failAt(code, `the path "${directory}" ${why}`, flux === undefined ? place : { ...place, fix });
}

const NOT_FOUND: readonly [ProblemCode, string] = ['not-found', 'does not exist'];

const WHY_NOT: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  file: ['not-a-directory', 'is a file, not a directory'],
  'not-a-directory': ['not-a-directory', 'goes through a file'],
  submodule: ['submodule', 'is a Git submodule, whose content is not in this repository'],
  symlink: ['symlink', 'is a symbolic link, which Flux excludes from its artifact'],
  ignored: ['not-found', 'is excluded from the artifact by the source or by .sourceignore'],
  included: ['remote-base', 'comes from another source or a submodule, whose content is not in this repository'],
};

function readFile(
  loader: Loader,
  path: string,
  directory: string,
): { readonly document: Node; readonly path: string } | undefined {
  const [file, second] = findKustomizationFiles(loader, path);
  if (file === undefined) return undefined;
  if (second !== undefined) {
    const message = `${path || '.'} has two kustomization files, ${file.path} and ${second.path}`;
    throw failAt('several-kustomizations', message, { path: second.path, fix: 'Keep one of them.' });
  }
  const [document] = loader.lenientYaml(file, { path: directory, node: undefined }).documents;
  const isNull = document === undefined || (document instanceof Scalar && document.tag === 'null');
  return { document: isNull ? new Mapping([], document?.place) : document, path: file.path };
}

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
