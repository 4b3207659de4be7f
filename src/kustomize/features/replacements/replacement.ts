import type { Mapping, Scalar } from '../../../yaml/node/node.ts';
import { type Decoder, embedded, flag, integer, listOf, struct, text } from '../../read/decode.ts';
import { type SelectorEntry, selector } from '../../select/selector.ts';
import type { WriteOptions } from './write-value.ts';

/** Where a replacement takes its value from. */
export interface ReplacementSource extends Pick<SelectorEntry, 'group' | 'version' | 'kind' | 'name' | 'namespace'> {
  readonly node: Mapping;
  readonly fieldPath: Scalar | undefined;
  readonly options: ReplacementOptions | undefined;
}

/** Which fields of which objects take it. */
export interface ReplacementTarget {
  readonly node: Mapping;
  readonly select: SelectorEntry | undefined;
  readonly reject: readonly SelectorEntry[];
  readonly fieldPaths: readonly Scalar[];
  readonly options: ReplacementOptions | undefined;
}

interface ReplacementOptions extends WriteOptions {
  readonly create: boolean;
}

/** @see kustomize api/types Replacement */
export interface Replacement {
  readonly node: Mapping;
  readonly source: ReplacementSource | undefined;
  readonly sourceValue: Scalar | undefined;
  readonly targets: readonly ReplacementTarget[] | undefined;
}

/** An entry of `replacements:`: a replacement, or the file that holds one or several. */
export interface ReplacementEntry extends Replacement {
  readonly path: Scalar | undefined;
}

const options: Decoder<ReplacementOptions> = struct((field) => {
  field('encoding', text);
  return {
    delimiter: field('delimiter', text)?.text ?? '',
    index: Number(field('index', integer)?.text ?? 0),
    create: field('create', flag) ?? false,
  };
});

const source: Decoder<ReplacementSource> = struct((field, node) => ({
  node,
  group: field('group', text),
  version: field('version', text),
  kind: field('kind', text),
  name: field('name', text),
  namespace: field('namespace', text),
  fieldPath: field('fieldPath', text),
  options: field('options', options),
}));

const target: Decoder<ReplacementTarget> = struct((field, node) => ({
  node,
  select: field('select', selector),
  reject: field('reject', listOf(selector)) ?? [],
  fieldPaths: field('fieldPaths', listOf(text)) ?? [],
  options: field('options', options),
}));

/** Reads an entry of `replacements:`. */
export const replacementEntry: Decoder<ReplacementEntry> = struct((field, node) => ({
  node,
  source: field('source', embedded(source)),
  sourceValue: field('sourceValue', embedded(text)),
  targets: field('targets', embedded(listOf(target))),
  path: field('path', text),
}));
