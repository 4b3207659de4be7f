import type { Node, Scalar } from '../../yaml/node.ts';
import { Sequence } from '../../yaml/node.ts';
import { inlineObjects, parseInner } from '../inline-objects.ts';
import { JsonPatchError } from '../json-patch/json-patch-error.ts';
import {
  type JsonPatch as JsonOperations,
  parseJsonPatch,
  readJsonPatch as parseOperations,
} from '../json-patch/parse-json-patch.ts';
import type { PatchEntry } from '../kustomization/fields.ts';
import type { Loader } from '../loader.ts';
import { BuildError, failAt } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { resourcesOf } from '../resources.ts';
import type { Scope } from '../scope.ts';

/** A patch, and the file it stands in. */
export type Patch = MergePatch | JsonPatch;

export interface MergePatch {
  readonly kind: 'merge';
  readonly path: string;
  /** None where the file holds nothing but comments. */
  readonly objects: readonly Resource[];
}

export interface JsonPatch {
  readonly kind: 'json';
  readonly path: string;
  readonly patch: JsonOperations;
}

interface PatchText {
  readonly path: string;
  readonly documents: readonly Node[];
}

/**
 * Reads a patch from where an entry holds it. A list is a JSON patch; an object is a strategic merge patch.
 *
 * @throws BuildError where it is neither, both path and patch are given, or none of them
 */
export function readPatch(loader: Loader, scope: Scope, entry: PatchEntry): Patch {
  const text = patchText(loader, scope, entry);
  const [document] = text.documents;
  if (document instanceof Sequence) return jsonPatch(document, text.path);
  return { kind: 'merge', path: text.path, objects: asPatches(text) };
}

/** @throws BuildError where the entry holds anything but a list of operations */
export function readJsonPatch(loader: Loader, scope: Scope, entry: PatchEntry): JsonPatch {
  const text = patchText(loader, scope, entry);
  const [document] = text.documents;
  if (document instanceof Sequence && document.items.length > 0) return jsonPatch(document, text.path);
  const fix = 'Write a list of operations, each with op and path.';
  throw failAt('invalid-patch', 'a JSON patch must be a list of operations', {
    path: text.path,
    node: document ?? entry.node,
    fix,
  });
}

/** What begins with a bracket is read as JSON, whose scalars mean other things than YAML's: so by its text. */
function jsonPatch(document: Sequence, path: string): JsonPatch {
  const source = document.place?.source;
  try {
    return { kind: 'json', path, patch: source === undefined ? parseOperations(document) : parseJsonPatch(source) };
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    throw failAt('invalid-patch', error.message, { path, node: error.node ?? document });
  }
}

/** An entry of `patchesStrategicMerge:` is a file's path or, as of old, the patch itself. */
export function readMergePatch(loader: Loader, scope: Scope, text: Scalar): MergePatch {
  const inline = inlineObjects(scope, text);
  if (inline !== undefined) return { kind: 'merge', path: scope.path, objects: inline };
  const from = { path: scope.path, node: text };
  const file = loader.file(scope.directory, text.text, from);
  return {
    kind: 'merge',
    path: file.path,
    objects: asPatches({ path: file.path, documents: loader.yaml(file, from).documents }),
  };
}

/** @throws BuildError where the text holds no object; its code tells that a patch was expected */
export function asPatches({ path, documents }: PatchText): readonly Resource[] {
  try {
    return resourcesOf(documents, path);
  } catch (error) {
    if (!(error instanceof BuildError) || error.problem.code !== 'invalid-object') throw error;
    const fix = 'Write a list of operations with op and path, or an object with apiVersion, kind and metadata.name.';
    throw new BuildError({
      ...error.problem,
      code: 'invalid-patch',
      message: `in a patch, ${error.problem.message}`,
      fix,
    });
  }
}

function patchText(loader: Loader, scope: Scope, entry: PatchEntry): PatchText {
  const inline = entry.patch?.text.trim() ?? '';
  const file = entry.path?.text ?? '';
  const at = { path: scope.path, node: entry.node };
  if (inline !== '' && file !== '') throw failAt('invalid-patch', 'a patch has either path or patch, not both', at);
  if (entry.patch !== undefined && inline !== '')
    return { path: scope.path, documents: parseInner(scope, entry.patch, inline) };
  if (file === '') throw failAt('invalid-patch', 'a patch needs path or patch', at);
  const from = { path: scope.path, node: entry.path };
  const found = loader.file(scope.directory, file, from);
  return { path: found.path, documents: loader.yaml(found, from).documents };
}
