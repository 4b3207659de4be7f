import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';

/** A field whose value only the cluster has. */
export interface UnknownField {
  /** Its path below the spec: `kubeConfig.secretRef.name`. */
  readonly name: string;
  /** Its text as it is written, with its variables in it. */
  readonly template: string;
  readonly node: Scalar;
}

/** @returns the first value below a field of a spec that is not known, in lists too */
export function unknownFieldIn(spec: Mapping, field: string): UnknownField | undefined {
  return unknownIn(field, spec.get(field));
}

function unknownIn(name: string, node: Node | undefined): UnknownField | undefined {
  if (node === undefined) return undefined;
  if (node instanceof Scalar) return node.hidden === 'opaque' ? { name, template: templateOf(node), node } : undefined;
  const inner =
    node instanceof Mapping
      ? [...node.entries].map(([key, value]) => unknownIn(`${name}.${key}`, value))
      : node.items.map((item) => unknownIn(name, item));
  return inner.find((each) => each !== undefined);
}

function templateOf({ text, marks }: Scalar): string {
  return marks.template ?? text;
}
