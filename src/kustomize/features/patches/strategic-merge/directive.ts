import type { Draft } from './draft.ts';
import { setElement } from './elements.ts';

type Directive = 'merge' | 'replace' | 'delete';

const KEY = '$patch';

/**
 * Reads a mapping's `$patch`, and takes it out.
 *
 * @returns the directive, or its text where it is none
 * @see kustomize kyaml/yaml/merge2 determineMappingNodePatchStrategy
 */
export function takeMapDirective(patch: Draft | undefined): Directive | { readonly unknown: string } {
  if (patch === undefined || patch.kind !== 'mapping') return 'merge';
  const value = patch.fields().get(KEY);
  if (value === undefined) return 'merge';
  const directive = readDirective(value.text);
  if (typeof directive === 'string') patch.fields().delete(KEY);
  return directive;
}

/**
 * Reads the `$patch` of a list: its first item that has one, if it has nothing else. All items with that directive are
 * taken out.
 *
 * @see kustomize kyaml/yaml/merge2 determineSequenceNodePatchStrategy
 */
export function takeListDirective(patch: Draft | undefined): Directive | { readonly unknown: string } {
  if (patch === undefined || patch.kind !== 'sequence') return 'merge';
  const item = patch.items.find((each) => each.kind === 'mapping' && each.fields().has(KEY));
  const value = item?.fields().get(KEY);
  if (item === undefined || value === undefined || item.fields().size > 1) return 'merge';
  const directive = readDirective(value.text);
  if (typeof directive === 'string') patch.items = setElement(patch.items, undefined, [KEY], [value.text]);
  return directive;
}

function readDirective(text: string): Directive | { readonly unknown: string } {
  return text === 'merge' || text === 'replace' || text === 'delete' ? text : { unknown: text };
}
