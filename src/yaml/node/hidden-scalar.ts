import { onceEach } from '../../memo/by-value.ts';
import { Mapping, type Node, Scalar } from './node.ts';

const HIDDEN_KEY = /^\*\*\*(?: \d+)?$/;

/** @returns whether a node is a value that must never be shown */
export function isHidden(node: Node | undefined): boolean {
  return node instanceof Scalar && node.hidden !== undefined;
}

/** @returns the hidden scalars in a node, itself among them. */
export const hiddenIn = onceEach((node: Node): readonly Scalar[] => {
  const found: Scalar[] = [];
  collect(node, found);
  return found;
});

function collect(node: Node, found: Scalar[]): void {
  if (node instanceof Mapping) for (const value of node.entries.values()) collect(value, found);
  else if (!(node instanceof Scalar)) for (const item of node.items) collect(item, found);
  else if (node.hidden !== undefined) found.push(node);
}

/**
 * @param index of the key among those of its mapping that must not be shown
 * @returns what stands for a key that must not be shown
 */
export function hiddenKey(index: number): string {
  return index === 0 ? '***' : `*** ${index + 1}`;
}

/** @returns whether a key stands for one that must not be shown, so that nothing is known of what it is */
export function isHiddenKey(key: string): boolean {
  return HIDDEN_KEY.test(key);
}
