import { type Decoder, embedded, struct, text } from './decode.ts';

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
