import { type Node, Scalar } from '../../yaml/node/node.ts';
import type { ParsedBlob } from './loader.ts';

/** @returns the first document of a file, or the null that an empty one amounts to, on its first line. */
export function firstDocument({ documents, source }: ParsedBlob): Node {
  return documents[0] ?? new Scalar('', 'null', 'plain', { source, offset: 0 });
}
