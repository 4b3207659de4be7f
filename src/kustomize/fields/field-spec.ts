import type { Node } from '../../yaml/node/node.ts';
import { compareGvks, type Gvk, isSelected, parseGvk } from '../model/gvk.ts';
import { failAt } from '../model/problem.ts';
import { type Decoder, embedded, flag, listOf, struct, text } from '../read/decode.ts';

/** One field of the objects that match a group, version and kind. */
export interface FieldSpec extends Gvk {
  /** `/`-separated; `\/` is a slash within a key; `[]` marks a list. */
  readonly path: string;
  /** Whether the field is made where it is absent. */
  readonly create: boolean;
}

const embeddedText = embedded(text);

/** Reads a field specification, with empty parts filled in. @see kustomize api/types FieldSpec */
const fieldSpec: Decoder<FieldSpec> = struct((field) => ({
  group: field('group', embeddedText)?.text ?? '',
  version: field('version', embeddedText)?.text ?? '',
  kind: field('kind', embeddedText)?.text ?? '',
  path: field('path', text)?.text ?? '',
  create: field('create', flag) ?? false,
}));

export const fieldSpecList = listOf(fieldSpec);

/** Reads the builtin tables' rows: `+ path : Kind.group@version …`, where `+` makes absent fields. */
export function parseFieldSpecs(table: string): readonly FieldSpec[] {
  return table
    .split('\n')
    .filter((row) => row.trim() !== '')
    .flatMap((row) => {
      const [path = '', kinds = ''] = row.slice(2).split(' : ');
      return kinds.split(' ').map((kind) => ({ ...parseGvk(kind), path, create: row.startsWith('+') }));
    });
}

/** Two field specifications of one field disagree on whether it is made. */
export class ConflictingFieldSpecs extends Error {
  constructor(spec: FieldSpec) {
    super(`two field specifications of ${spec.path} disagree on "create"`);
    this.name = 'ConflictingFieldSpecs';
  }
}

/**
 * Merges field specifications, and tells where a contradiction was found.
 *
 * @param at the entry or file that brings them
 * @throws BuildError where two contradict each other
 */
export function explainConflicts<Value>(at: { readonly path: string; readonly node: Node }, merge: () => Value): Value {
  try {
    return merge();
  } catch (error) {
    if (!(error instanceof ConflictingFieldSpecs)) throw error;
    throw failAt('conflicting-field-specs', error.message, at);
  }
}

/**
 * @returns `specs` with those of `added` that no earlier one covers; itself where there are none.
 * @throws ConflictingFieldSpecs where both name a field and disagree on `create`.
 * @see kustomize api/types FsSlice.MergeAll
 */
export function mergeFieldSpecs(specs: readonly FieldSpec[], added: readonly FieldSpec[]): readonly FieldSpec[] {
  const merged = [...specs];
  for (const spec of added) {
    const standing = merged.find((each) => each.path === spec.path && isSelected(each, spec));
    if (standing === undefined) merged.push(spec);
    else if (standing.create !== spec.create) throw new ConflictingFieldSpecs(spec);
  }
  return merged.length === specs.length ? specs : merged;
}

/**
 * @returns specifications in the order that kustomize keeps them in; themselves where they are in it
 * @see kustomize api/types FsSlice.Less, api/internal/plugins/builtinconfig TransformerConfig.sortFields
 */
export function sortedFieldSpecs(specs: readonly FieldSpec[]): readonly FieldSpec[] {
  const isSorted = specs.every((spec, at) => {
    const former = specs[at - 1];
    return former === undefined || compareGvks(former, spec) <= 0;
  });
  return isSorted ? specs : [...specs].sort(compareGvks);
}

/** @see kustomize kyaml/utils PathSplitter */
export function splitFieldPath(path: string): readonly string[] {
  const parts = path.split('/');
  if (parts.length > 1 && parts[0] === '') parts.shift();
  const keys = [parts[0] ?? ''];
  for (const part of parts.slice(1)) {
    const last = keys[keys.length - 1] ?? '';
    if (last.endsWith('\\')) keys[keys.length - 1] = `${last.slice(0, -1)}/${part}`;
    else keys.push(part);
  }
  return keys;
}
