import type { Node } from './node.ts';

/** @returns whether a template is nothing but white space, so that it replaces no other: `parse.IsEmptyTree`. */
export function isEmptyTemplate(node: Node): boolean {
  if (node.kind === 'list') return node.nodes.every(isEmptyTemplate);
  return node.kind === 'text' && node.text.trim() === '';
}
