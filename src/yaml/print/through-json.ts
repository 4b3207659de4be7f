import type { Scalar } from '../node/node.ts';
import { Unprintable } from '../node/unprintable.ts';

// JSON escapes what is below the space; the rest of the control characters reach go-yaml's reader, which refuses them.
const REFUSED = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;
const NEXT_LINES = / *\u0085[ \u0085]*/g;

/**
 * @returns a string as it comes out of kustomize's detour: printed as JSON, read as YAML, to which NEL is a line break
 * that folds.
 * @throws Unprintable where the reader refuses a character.
 */
export function throughJson(text: string, scalar?: Scalar): string {
  if (REFUSED.test(text)) {
    throw new Unprintable(
      'control-character',
      'kustomize cannot print a control character of this text; remove it',
      scalar,
    );
  }
  if (!text.includes('\u0085')) return text;
  return text.replace(NEXT_LINES, (run) => {
    const count = run.replaceAll(' ', '').length;
    return count === 1 ? ' ' : '\n'.repeat(count - 1);
  });
}
