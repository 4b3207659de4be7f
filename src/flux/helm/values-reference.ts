import { Mapping, type Node } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';

/** An entry of a release's `valuesFrom`. */
export interface ValuesReference {
  readonly kind: string;
  readonly name: string;
  /** The key whose content is taken; `values.yaml` unless it says otherwise. */
  readonly key: string;
  /** Where a single value goes, as `helm --set` spells it; empty where the content is a file of values. */
  readonly targetPath: string;
  /** Whether the content goes there as it is, commas and braces too. */
  readonly isLiteral: boolean;
  readonly isOptional: boolean;
  /** Where it is written. */
  readonly node: Node;
}

/** @returns the entries of `spec.valuesFrom`, in their order. @see fluxcd/pkg apis/meta ValuesReference */
export function valuesReferences(release: Node): readonly ValuesReference[] {
  return itemsAt(release, 'spec', 'valuesFrom')
    .filter((node) => node instanceof Mapping)
    .map((node) => ({
      kind: textAt(node, 'kind'),
      name: textAt(node, 'name'),
      key: textAt(node, 'valuesKey') || 'values.yaml',
      targetPath: textAt(node, 'targetPath'),
      isLiteral: textAt(node, 'literal') === 'true',
      isOptional: textAt(node, 'optional') === 'true',
      node,
    }));
}
