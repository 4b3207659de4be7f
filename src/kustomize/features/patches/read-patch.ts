import { lineOf, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import type { Source } from '../../../yaml/node/source.ts';
import { BuildError, failAt } from '../../model/problem.ts';
import type { Resource } from '../../model/resource.ts';
import { resourcesOf } from '../../model/resources.ts';
import type { Scope } from '../../model/scope.ts';
import { JsonPatchError } from '../../nodes/json-patch-error.ts';
import { type DecodedBy, flag, mapOf, struct, text } from '../../read/decode.ts';
import { inlineObjects, innerSource, parseInner, parseInnerPatch } from '../../read/inline-objects.ts';
import type { Loader } from '../../read/loader.ts';
import { selector } from '../../select/selector.ts';
import {
  type JsonPatch as Operations,
  parseJsonPatch,
  readJsonPatch as readOperations,
} from './json-patch/parse-json-patch.ts';

/** Reads an entry of `patches:`. @see kustomize api/types Patch */
export const patch = struct((field, node) => ({
  node,
  path: field('path', text),
  patch: field('patch', text),
  target: field('target', selector),
  options: field('options', mapOf(flag)),
}));

export type PatchEntry = DecodedBy<typeof patch>;

/** A patch, and the file it stands in. */
type Patch = MergePatch | JsonPatch;

export interface MergePatch {
  readonly kind: 'merge';
  readonly path: string;
  /** None where the file holds nothing but comments. */
  readonly objects: readonly Resource[];
}

export interface JsonPatch {
  readonly kind: 'json';
  readonly path: string;
  readonly patch: Operations;
}

interface PatchText {
  readonly path: string;
  readonly source: Source;
  readonly documents: () => readonly Node[];
  /** As kustomize reads operations: as JSON. */
  readonly operations: () => Node | undefined;
}

/**
 * Reads a patch from where an entry holds it. A list is a JSON patch; an object is a strategic merge patch.
 *
 * @throws BuildError where it is neither, both path and patch are given, or none of them
 */
export function readPatch(loader: Loader, scope: Scope, entry: PatchEntry): Patch {
  const text = patchText(loader, scope, entry);
  if (text.source.text.startsWith('[') || text.documents()[0] instanceof Sequence) {
    const read = asJsonPatch(text);
    return read.patch.operations.length > 0 ? read : { kind: 'merge', path: text.path, objects: [] };
  }
  return { kind: 'merge', path: text.path, objects: asPatches(text.path, text.documents()) };
}

/** @throws BuildError where the entry holds anything but a list of operations */
export function readJsonPatch(loader: Loader, scope: Scope, entry: PatchEntry): JsonPatch {
  const read = asJsonPatch(patchText(loader, scope, entry));
  if (read.patch.operations.length > 0) return read;
  const fix = 'Write a list of operations, each with op and path.';
  throw failAt('invalid-patch', 'the JSON patch is an empty list of operations', {
    path: read.path,
    node: entry.node,
    fix,
  });
}

function asJsonPatch({ path, source, operations }: PatchText): JsonPatch {
  try {
    const isJson = source.text.startsWith('[');
    const patch = isJson ? parseJsonPatch(source) : readOperations(operations() ?? new Scalar('', 'null'));
    return { kind: 'json', path, patch };
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    const fix = 'Write a list of operations, each with op and path.';
    const line = error.node === undefined ? source.lineAt(0) : lineOf(error.node);
    throw new BuildError({ code: 'invalid-patch', message: error.message, path, line, fix });
  }
}

/** An entry of `patchesStrategicMerge:` is a file's path or, as of old, the patch itself. */
export function readMergePatch(loader: Loader, scope: Scope, text: Scalar): MergePatch {
  const inline = inlineObjects(scope, text, parseInnerPatch);
  if (inline !== undefined) return { kind: 'merge', path: scope.path, objects: inline };
  const from = { path: scope.path, node: text };
  const file = loader.file(scope.directory, text.text, from);
  return {
    kind: 'merge',
    path: file.path,
    objects: asPatches(file.path, loader.patchYaml(file, from).documents),
  };
}

/** @throws BuildError where the text holds no object; its code tells that a patch was expected */
export function asPatches(path: string, documents: readonly Node[]): readonly Resource[] {
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
  if (inline !== '' && file !== '') {
    throw failAt('invalid-patch', 'a patch has either path or patch, not both', { ...at, fix: 'Remove one of them.' });
  }
  if (entry.patch !== undefined && inline !== '') {
    const source = innerSource(entry.patch, inline);
    return {
      path: scope.path,
      source,
      documents: () => parseInnerPatch(scope, source),
      operations: () => parseInner(scope, source, 'lenient')[0],
    };
  }
  if (file === '') {
    const fix = 'Write path: with a file, or patch: with the patch itself.';
    throw failAt('invalid-patch', 'a patch needs path or patch', { ...at, fix });
  }
  const from = { path: scope.path, node: entry.path };
  const found = loader.file(scope.directory, file, from);
  const source = loader.text(found, from);
  return {
    path: found.path,
    source,
    documents: () => loader.patchYaml(found, from).documents,
    operations: () => loader.lenientYaml(found, from).documents[0],
  };
}
