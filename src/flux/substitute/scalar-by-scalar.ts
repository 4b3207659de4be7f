import { Mapping, type Node, type Scalar, Sequence } from '../../yaml/node/node.ts';
import { expand } from './expand.ts';
import type { Variables } from './variables.ts';

/**
 * Substitutes in every scalar by itself. For an object whose whole text is no YAML as long as a value is not known: the
 * value may hold quotes or a list. Its shape is then as unknown as the value; that the text is the same is all that can
 * be told.
 *
 * @throws TemplateError where an expression cannot be expanded, or spans scalars
 */
export function substituteScalars(object: Mapping, variables: Variables, strict: boolean): Mapping {
  const inText = (text: string) => expand(text, variables, strict);
  const inMapping = (mapping: Mapping): Mapping =>
    new Mapping(
      [...mapping.entries].map(([key, value]) => [inText(key).text, inNode(value)] as const),
      mapping.place,
    );
  const inNode = (node: Node): Node => {
    if (node instanceof Mapping) return inMapping(node);
    if (node instanceof Sequence) return new Sequence(node.items.map(inNode), node.place);
    return inScalar(node);
  };
  const inScalar = (scalar: Scalar): Scalar => {
    if (!scalar.text.includes('$')) return scalar;
    const { text, hidden } = inText(scalar.text);
    const why = hidden.find((range) => range.hidden === 'opaque') ?? hidden[0];
    const filled = scalar.with({ text, tag: 'str', style: 'double' });
    return why === undefined ? filled : filled.marked({ hidden: why.hidden });
  };
  return inMapping(object);
}
