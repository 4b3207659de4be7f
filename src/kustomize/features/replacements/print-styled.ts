import { analyzeText } from '../../../yaml/node/analyze-text.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { resolvePlain } from '../../../yaml/node/resolve-tag.ts';
import { printYaml } from '../../../yaml/print/print.ts';
import { FieldPathError } from '../../fields/field-path.ts';

/**
 * Prints YAML that stood in a scalar: in its own order and with its own quotes, as kyaml's encoder does.
 *
 * @param original the text before; where it holds what this printer cannot keep, nothing is guessed
 * @throws FieldPathError where the original has comments, anchors, or values in flow or block style
 */
export function printStyled(node: Node, original: string): string {
  const isSimple = original
    .split('\n')
    .every((line) => !/(^|\s)#|[&*][A-Za-z]|[:-]\s+[|>{[]|^\s*[{[?]|^(---|\.\.\.)/.test(line));
  if (!isSimple)
    throw new FieldPathError(
      'the YAML within the field has comments, anchors or flow style, which cannot be written back',
    );
  return lines(node, '').join('\n').trim();
}

function lines(node: Node, indent: string): readonly string[] {
  if (node instanceof Scalar) return [indent + scalar(node)];
  if (node instanceof Mapping) {
    if (node.entries.size === 0) return [`${indent}{}`];
    return [...node.entries].flatMap(([key, value]) => entry(`${indent}${scalar(new Scalar(key))}:`, value, indent));
  }
  if (node.items.length === 0) return [`${indent}[]`];
  return node.items.flatMap((item) => {
    const [first = '', ...rest] = lines(item, `${indent}  `);
    return [`${indent}- ${first.trimStart()}`, ...rest];
  });
}

function entry(head: string, value: Node, indent: string): readonly string[] {
  const below = lines(value, value instanceof Mapping ? `${indent}  ` : indent);
  const isInline =
    value instanceof Scalar || (value instanceof Mapping ? value.entries.size === 0 : value.items.length === 0);
  return isInline ? [`${head} ${(below[0] ?? '').trimStart()}`.trimEnd()] : [head, ...below];
}

function scalar(node: Scalar): string {
  if (/\n/.test(node.text))
    throw new FieldPathError('the YAML within the field has multi-line text, which cannot be written back');
  if (node.style === 'single') return `'${node.text.replaceAll("'", "''")}'`;
  if (node.style === 'double') return JSON.stringify(node.text);
  if (node.tag === 'str' && resolvePlain(node.text) === 'str') {
    return analyzeText(node.text).plain ? node.text : printYaml(new Scalar(node.text)).trim();
  }
  if (node.tag === 'str') return `"${node.text}"`;
  return resolvePlain(node.text) === node.tag ? node.text : `!!${node.tag} ${node.text}`;
}
