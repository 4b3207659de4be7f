import { isScalar } from 'yaml';
import { Scalar } from '../node/node.ts';
import { splice } from './splice.ts';
import { type NodePath, type Spliced, SpliceRefusal } from './spliced.ts';
import { writeScalar } from './write-scalar.ts';

/**
 * Replaces a scalar on its line; quotes and comments stay.
 *
 * @param value what shall stand there; its style counts only where the old one cannot say it
 */
export function setScalar(text: string, path: NodePath, value: Scalar): Spliced {
  return splice(text, path, ({ node, token }) => {
    if (!(node instanceof Scalar) || !isScalar(token)) throw new SpliceRefusal('there is no scalar to set here');
    const [start, end] = token.range;
    if (node.style === 'literal' || node.style === 'folded')
      throw new SpliceRefusal('a block scalar cannot be replaced on one line', start);
    if (text.slice(start, end).includes('\n')) throw new SpliceRefusal('the value spans several lines', start);
    if (start === end) throw new SpliceRefusal('the value is left empty here', start);
    const style = node.tag === 'str' ? node.style : undefined;
    return { cuts: [{ start, end, insert: writeScalar(value, style) }], value };
  });
}
