import { onceEach } from '../../memo/by-value.ts';
import { Mapping, type Node, type Place, Scalar, type Style, type Tag } from './node.ts';

/** A value that must never be shown: it holds a Secret's, or stands for one that is not known. Compared as any other. */
export class HiddenScalar extends Scalar {
  /** `opaque` where the text is a token that is equal for equal values; `secret` where it is the value itself. */
  readonly hidden: 'secret' | 'opaque';

  constructor(text: string, tag: Tag, style: Style, place: Place | undefined, hidden: 'secret' | 'opaque') {
    super(text, tag, style, place);
    this.hidden = hidden;
  }
}

/** @returns the hidden scalars in an object. */
export const hiddenIn = onceEach((object: Mapping): readonly HiddenScalar[] => {
  const found: HiddenScalar[] = [];
  collect(object, found);
  return found;
});

function collect(node: Node, found: HiddenScalar[]): void {
  if (node instanceof HiddenScalar) found.push(node);
  else if (node instanceof Mapping) for (const value of node.entries.values()) collect(value, found);
  else if (!(node instanceof Scalar)) for (const item of node.items) collect(item, found);
}
