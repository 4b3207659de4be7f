import { nearest } from '../../text/nearest.ts';
import type { Found } from '../../tree/files/files.ts';
import { basename, joinPath } from '../../tree/objects/paths.ts';
import { type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { BuildError, failAt } from '../model/problem.ts';
import type { Reading } from '../read/decode.ts';
import type { Reference } from '../read/load-problems.ts';
import { firstDocument, type Loader } from '../read/loader.ts';
import { type KustomizationFields, kustomizationFields } from './kustomization-fields.ts';
import { KUSTOMIZATION_FILES } from './kustomization-file.ts';

/** A kustomization file, read and with its deprecated fields in their new places. */
export interface Kustomization extends KustomizationFields {
  /** The file, relative to the repository. */
  readonly path: string;
  readonly directory: string;
  readonly isComponent: boolean;
  /** Whether it does nothing but name directories. */
  readonly isList: boolean;
}

type FileFound = Extract<Found, { kind: 'file' }>;

/** @returns every kustomization file of a directory; kustomize accepts exactly one. */
export function findKustomizationFiles(loader: Loader, directory: string): readonly FileFound[] {
  return KUSTOMIZATION_FILES.map((name) => loader.files.find(joinPath(directory, name) ?? name)).filter(
    (found): found is FileFound => found.kind === 'file',
  );
}

/**
 * Reads the kustomization of a directory.
 *
 * @param onUnknownField what to do with a field that kustomize does not have
 * @throws BuildError where there is none, are several, or is an invalid one
 * @see kustomize api/internal/target KustTarget.Load
 */
export function loadKustomization(
  loader: Loader,
  directory: string,
  from: Reference,
  onUnknownField: Reading['onUnknownField'] = refuseUnknownField,
): Kustomization {
  const [file, second] = findKustomizationFiles(loader, directory);
  if (file === undefined) {
    const fix = `Add a kustomization.yaml to ${directory || 'the root'}.`;
    throw failAt('no-kustomization', `${directory || '.'} has no kustomization file`, { ...from, fix });
  }
  if (second !== undefined) {
    const message = `${directory || '.'} has two kustomization files, ${file.path} and ${second.path}`;
    throw new BuildError({
      code: 'several-kustomizations',
      message,
      path: second.path,
      line: 1,
      fix: 'Keep one of them.',
    });
  }
  const document = firstDocument(loader.lenientYaml(file, from));
  return readKustomization(document, { path: file.path, directory, onUnknownField });
}

/**
 * Reads a kustomization from a document, which need not stand in a file: Flux builds roots from one it has made.
 *
 * @param from the directory, and the file that stands for it in messages and chains; `isTyped` as Flux reads it
 * @throws BuildError where it is an invalid one
 */
export function readKustomization(
  document: Node,
  from: { readonly path: string; readonly directory: string } & Pick<Reading, 'onUnknownField' | 'isTyped'>,
): Kustomization {
  const { path, directory } = from;
  refuseFluxKustomization(document, path);
  const fields = kustomizationFields(document, { ...from, field: '' });
  if (isEmpty(fields)) throw failAt('empty-kustomization', 'the kustomization is empty', { path, node: fields.node });
  const isComponent = fields.kind?.text === 'Component';
  checkType(fields, path, isComponent);
  return {
    ...fields,
    path,
    directory,
    isComponent,
    isList: isListOfDirectories(fields),
  };
}

/** Two kinds of one name: a file that kustomize reads can only hold its own. */
function refuseFluxKustomization(document: Node, path: string): void {
  if (!textAt(document, 'apiVersion').startsWith('kustomize.toolkit.fluxcd.io/')) return;
  const message = `${basename(path)} holds a FluxKustomization, where kustomize reads a kustomization of its own`;
  const fix = `Give the file another name, and list that under resources of a ${basename(path)}.`;
  throw failAt('wrong-kind', message, { path, node: document, fix });
}

const NAMES_ONLY = /^(apiversion|kind|metadata|resources|bases|components)$/i;

/** Files have an extension, directories have none: looking at each entry would cost a read and change nothing. */
function isListOfDirectories(fields: KustomizationFields): boolean {
  const entries = [...fields.resources, ...fields.components];
  return (
    entries.length > 0 &&
    entries.every((entry) => !/\.(ya?ml|json)$/i.test(entry.text)) &&
    [...fields.node.entries.keys()].every((key) => NAMES_ONLY.test(key))
  );
}

/** Lists that kustomize moves to where they belong, so that no empty one is left. */
const MOVED = /^(bases|imageTags|helmChartInflationGenerator)$/i;

/** A kustomization whose every field has its zero value says nothing, and kustomize takes that for a mistake. */
function isEmpty(fields: KustomizationFields): boolean {
  return [...fields.node.entries].every(([key, value]) => {
    if (/^(apiversion|kind)$/i.test(key)) return true;
    if (value instanceof Sequence) return value.items.length === 0 && MOVED.test(key);
    return value instanceof Scalar && (value.tag === 'null' || value.text === '');
  });
}

/** @see kustomize api/types Kustomization.EnforceFields */
function checkType(fields: KustomizationFields, path: string, isComponent: boolean): void {
  const kind = fields.kind?.text ?? '';
  if (kind !== '' && kind !== 'Kustomization' && !isComponent) {
    const message = `kind is "${kind}", but a kustomization file holds a Kustomization or a Component`;
    throw failAt('invalid-kustomization', message, { path, node: fields.kind });
  }
  const apiVersion = fields.apiVersion?.text ?? '';
  const wanted = isComponent ? 'kustomize.config.k8s.io/v1alpha1' : 'kustomize.config.k8s.io/v1beta1';
  if (apiVersion !== '' && apiVersion !== wanted) {
    const fix = `Write ${wanted}.`;
    const message = `apiVersion is "${apiVersion}", but a ${kind || 'Kustomization'} has ${wanted}`;
    throw failAt('invalid-kustomization', message, { path, node: fields.apiVersion, fix });
  }
}

export const refuseUnknownField: Reading['onUnknownField'] = (key, value, at, known) => {
  throw unknownField(key, value, at, known);
};

/** @returns the error for a field that no kustomization has, with the nearest that it has. */
function unknownField(key: string, value: Node, at: Reading, known: readonly string[]): BuildError {
  const near = nearest(key, known);
  const fix = near === undefined ? 'Remove it.' : `Did you mean "${near}"?`;
  return failAt('unknown-field', `"${at.field}" is not a field of a kustomization`, {
    path: at.path,
    node: value,
    fix,
  });
}
