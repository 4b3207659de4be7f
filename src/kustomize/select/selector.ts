import { failAt } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import type { Scope } from '../model/scope.ts';
import { type Decoder, embedded, struct, text } from '../read/decode.ts';
import { compileSelector } from './compile-selector.ts';
import { SelectorError } from './selector-error.ts';

const ofId = embedded(text);

/** Which objects a patch, a replacement or a value is for; an absent part selects all. */
export const selector = struct((field, node) => ({
  node,
  group: field('group', ofId),
  version: field('version', ofId),
  kind: field('kind', ofId),
  name: field('name', ofId),
  namespace: field('namespace', ofId),
  labelSelector: field('labelSelector', text),
  annotationSelector: field('annotationSelector', text),
}));

export type SelectorEntry = typeof selector extends Decoder<infer Value> ? Value : never;

/**
 * @returns those that a selector selects
 * @throws BuildError where a part of the selector is written wrong
 */
export function selectTargets(
  resources: readonly Resource[],
  scope: Scope,
  target: SelectorEntry,
): ReadonlySet<Resource> {
  try {
    const selects = compileSelector({
      group: target.group?.text,
      version: target.version?.text,
      kind: target.kind?.text,
      name: target.name?.text,
      namespace: target.namespace?.text,
      labelSelector: target.labelSelector?.text,
      annotationSelector: target.annotationSelector?.text,
    });
    return new Set(resources.filter(selects));
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    const fix = 'Use Go syntax: RE2 for names and kinds, key=value for labels and annotations.';
    throw failAt('invalid-selector', `target.${error.message}`, { path: scope.path, node: target.node, fix });
  }
}
