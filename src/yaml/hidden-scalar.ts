import { type Place, Scalar, type Style, type Tag } from './node.ts';

/** A value that must never be shown: it holds a Secret's, or stands for one that is not known. Compared as any other. */
export class HiddenScalar extends Scalar {
  /** `opaque` where the text is a token that is equal for equal values; `secret` where it is the value itself. */
  readonly hidden: 'secret' | 'opaque';

  constructor(text: string, tag: Tag, style: Style, place: Place | undefined, hidden: 'secret' | 'opaque') {
    super(text, tag, style, place);
    this.hidden = hidden;
  }
}
