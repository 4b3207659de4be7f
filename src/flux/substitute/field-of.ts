import { type Node, Scalar } from '../../yaml/node/node.ts';

/** Where a field stands in an object: keys, and numbers of items. */
export type Path = readonly (string | number)[];

/** @returns a field as people write it: `spec.ports[0].port` */
export function fieldName(path: Path): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}

/** @returns the variables that a text names, without their defaults: one may be a secret */
export function variablesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\$\{([A-Za-z_]\w*)/g)].map(([, name = '']) => name))];
}

/**
 * @param node before or after its variables are filled in
 * @returns the variables of a node, for the end of a sentence: ` (${A}, ${B})`; empty without any
 */
export function namedVariables(node: Node): string {
  const names = variablesIn(node instanceof Scalar ? (node.marks.template ?? node.text) : '');
  return names.length === 0 ? '' : ` (${names.map((name) => `\${${name}}`).join(', ')})`;
}
