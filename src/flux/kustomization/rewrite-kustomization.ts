import { failAt } from '../../kustomize/model/problem.ts';
import { isNull } from '../../kustomize/nodes/is-null.ts';
import type { Loader } from '../../kustomize/read/loader.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';
import { mergeImages, writtenKey } from './merge-images.ts';

/** What the kustomization that is rewritten stands for. */
interface RewriteScope {
  readonly loader: Loader;
  readonly directory: string;
  /** Whether it is read from a file, rather than made. */
  readonly isFile: boolean;
}

/**
 * Writes into a root's kustomization what a FluxKustomization asks for. Every node of the spec keeps its place, so that
 * what a patch changes leads to the line of the FluxKustomization.
 *
 * @param spec the FluxKustomization's
 * @param path the file that holds it, for messages
 * @throws BuildError where a component is not in this repository
 * @see fluxcd/pkg kustomize/kustomize_generator.go Generator.GenerateManifest
 */
export function rewriteKustomization(document: Node, spec: Mapping, scope: RewriteScope, path: string): Node {
  if (!(document instanceof Mapping)) return document;
  let result = withVersion(document);
  // Flux keeps kustomize from calling such a file empty, and replaces what buildMetadata it may have.
  if (scope.isFile && listAt(result, 'resources').length === 0) {
    const option = new Scalar('originAnnotations', 'str', 'double', document.place);
    result = setField(result, 'buildMetadata', new Sequence([option], document.place));
  }
  result = replaceWith(result, 'namespace', spec.get('targetNamespace'));
  result = replaceWith(result, 'namePrefix', spec.get('namePrefix'));
  result = replaceWith(result, 'nameSuffix', spec.get('nameSuffix'));
  result = append(result, 'patches', listAt(spec, 'patches').map(patchEntry));
  result = append(result, 'components', componentsOf(spec, scope, path));
  const images = listAt(spec, 'images');
  if (images.length > 0) {
    result = setField(result, 'images', mergeImages(fieldOf(result, 'images'), images, spec.get('images')?.place));
  }
  const buildMetadata = spec.get('buildMetadata');
  return listAt(spec, 'buildMetadata').length > 0 ? replaceWith(result, 'buildMetadata', buildMetadata) : result;
}

/** Flux reads the file into a kustomization that has a version already, which is none of a component. */
function withVersion(document: Mapping): Mapping {
  const version = fieldOf(document, 'apiVersion');
  if (version !== undefined && !isNull(version)) return document;
  return setField(
    document,
    'apiVersion',
    new Scalar('kustomize.config.k8s.io/v1beta1', 'str', 'double', document.place),
  );
}

const REWRITING = [
  'targetNamespace',
  'namePrefix',
  'nameSuffix',
  'patches',
  'components',
  'images',
  'buildMetadata',
] as const;

/**
 * Fields of `v1beta2` that `v1` does not have. Up to v1.7 the controllers served `v1beta2`, but they read every object as
 * `v1`: what these fields say is not done.
 *
 * @see fluxcd/kustomize-controller api/v1 KustomizationSpec; internal/controller KustomizationReconciler.reconcile, which
 *   generates from the typed object
 */
export const DROPPED_FIELDS = { patchesStrategicMerge: 'patches', patchesJson6902: 'patches' } as const;

/** Whether a FluxKustomization changes the kustomization that it builds, or asks for what does nothing to it. */
export function isRewritten({ spec }: FluxKustomization): boolean {
  return [...REWRITING, ...Object.keys(DROPPED_FIELDS)].some((field) => spec.get(field) !== undefined);
}

function replaceWith(document: Mapping, field: string, value: Node | undefined): Mapping {
  if (value === undefined || (value instanceof Scalar && (value.tag === 'null' || value.text === ''))) return document;
  return setField(document, field, value);
}

function append(document: Mapping, field: string, items: readonly Node[]): Mapping {
  if (items.length === 0) return document;
  const old = fieldOf(document, field);
  if (old !== undefined && !(old instanceof Sequence) && !(old instanceof Scalar && old.tag === 'null'))
    return document;
  return setField(document, field, new Sequence([...listAt(document, field), ...items], old?.place ?? items[0]?.place));
}

/** Of a patch Flux takes the inline text and the target. */
function patchEntry(patch: Node): Node {
  return patch instanceof Mapping ? only(patch, ['patch', 'target']) : patch;
}

function componentsOf(spec: Mapping, { loader, directory }: RewriteScope, path: string): readonly Node[] {
  const ignoresMissing = spec.get('ignoreMissingComponents');
  const isIgnored = ignoresMissing instanceof Scalar && ignoresMissing.text === 'true';
  return listAt(spec, 'components').filter((node) => {
    const component = node instanceof Scalar ? node.text : '';
    if (!isLocalRelative(component)) {
      throw failAt('remote-base-refused', `the component "${component}" must be a relative path in this repository`, {
        path,
        node,
      });
    }
    const target = joinPath(directory, component);
    return !isIgnored || (target !== undefined && loader.files.find(target).kind !== 'absent');
  });
}

/** @see fluxcd/pkg kustomize IsLocalRelativePath */
function isLocalRelative(path: string): boolean {
  return !/^(git::|gh:|ssh:\/\/|https?:\/\/|git@|github\.com[:/])./i.test(path) && !/^(file:\/\/)?\//i.test(path);
}

function only(mapping: Mapping, keys: readonly string[]): Mapping {
  return new Mapping(
    [...mapping.entries].filter(([key]) => keys.includes(key)),
    mapping.place,
  );
}

function fieldOf(document: Mapping, field: string): Node | undefined {
  return document.get(writtenKey(document, field));
}

function setField(document: Mapping, field: string, value: Node): Mapping {
  return document.with(writtenKey(document, field), value);
}

function listAt(document: Mapping, field: string): readonly Node[] {
  const value = fieldOf(document, field);
  return value instanceof Sequence ? value.items : [];
}
