import { type Decoder, struct, text } from './decode.ts';

/** Which objects a patch, a replacement or a value is for; an absent part selects all. */
export const selector = struct((field, node) => ({
  node,
  group: field('group', text),
  version: field('version', text),
  kind: field('kind', text),
  name: field('name', text),
  namespace: field('namespace', text),
  labelSelector: field('labelSelector', text),
  annotationSelector: field('annotationSelector', text),
}));

export type SelectorEntry = typeof selector extends Decoder<infer Value> ? Value : never;
