import { onceEach } from '../../memo/by-value.ts';
import type { BranchNode, Node } from '../parse/node.ts';

/** @returns the variables that a node may set, if it is run to its end: those of its branches too */
export const assignedIn = onceEach((node: Node): readonly string[] => {
  if (node.kind === 'action') return node.pipe.isAssign ? node.pipe.variables.map(({ names }) => names[0] ?? '') : [];
  return innerNodes(node).flatMap(assignedIn);
});

/** @returns whether a node may write anything but white space, if it is run to its end */
export const mayWrite = onceEach((node: Node): boolean => {
  if (node.kind === 'text') return node.text.trim() !== '';
  if (node.kind === 'template') return true;
  if (node.kind !== 'action') return innerNodes(node).some(mayWrite);
  const [word] = node.pipe.commands.at(-1)?.words ?? [];
  const isFail = word?.kind === 'identifier' && word.name === 'fail';
  return node.pipe.variables.length === 0 && !isFail;
});

function innerNodes(node: Node): readonly Node[] {
  if (node.kind === 'list') return node.nodes;
  return isBranch(node) ? [...node.body.nodes, ...(node.otherwise?.nodes ?? [])] : [];
}

function isBranch(node: Node): node is BranchNode {
  return node.kind === 'if' || node.kind === 'with' || node.kind === 'range';
}
