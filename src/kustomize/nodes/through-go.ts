import { analyzeText } from '../../yaml/node/analyze-text.ts';
import { needsQuotes } from '../../yaml/node/needs-quotes.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { resolvePlain } from '../../yaml/node/resolve-tag.ts';
import { goValue, jsonFloat } from '../../yaml/read/scalars.ts';

/**
 * Gives every scalar the text and style that it has once kustomize has written an object as JSON, decoded it into Go's
 * `map[string]interface{}` and written that as YAML: numbers are floats, `1000000` is `1e+06`, `"abc"` has no quotes.
 * It prints alike but for integers beyond 2^53; what is merged or copied later sees the difference.
 *
 * @returns the node itself where nothing changes
 * @throws Unprintable where Go fails to write a value as JSON
 * @see kustomize kyaml/yaml RNode.MarshalJSON, RNode.UnmarshalJSON, FromMap
 */
export function throughGo(node: Node): Node {
  if (node instanceof Scalar) return scalarThroughGo(node);
  if (node instanceof Mapping) return mappingThroughGo(node);
  const items = node.items.map(throughGo);
  return items.every((item, i) => item === node.items[i]) ? node : new Sequence(items, node.place);
}

function mappingThroughGo(mapping: Mapping): Mapping {
  let changed: Map<string, Node> | undefined;
  for (const [key, value] of mapping.entries) {
    const node = throughGo(value);
    if (node === value) continue;
    changed ??= new Map(mapping.entries);
    changed.set(key, node);
  }
  return changed === undefined ? mapping : new Mapping(changed, mapping.place);
}

function scalarThroughGo(scalar: Scalar): Scalar {
  const value = goValue(scalar);
  if (typeof value === 'string') return stringThroughGo(scalar, value);
  if (value === null) return plain(scalar, 'null');
  if (typeof value === 'boolean') return plain(scalar, String(value));
  jsonFloat(Number(value), scalar);
  return plain(scalar, formatFloat(Number(value)));
}

function plain(scalar: Scalar, text: string): Scalar {
  const isSame = scalar.text === text && scalar.style === 'plain';
  return isSame ? scalar : scalar.with({ text, tag: resolvePlain(text), style: 'plain' });
}

/** All styles that keep a string a string are one: `"a"` for `'a'` changes nothing. */
function stringThroughGo(scalar: Scalar, text: string): Scalar {
  const isPlain = canBePlain(text);
  const isSame = scalar.tag === 'str' && scalar.text === text && scalar.style !== 'folded';
  if (isSame && isPlain === (scalar.style === 'plain')) return scalar;
  return scalar.with({ text, tag: 'str', style: isPlain ? 'plain' : text.includes('\n') ? 'literal' : 'double' });
}

/** @see goyaml.v3 encoder.stringv */
function canBePlain(text: string): boolean {
  if (text.includes('\n') || text === '<<') return false;
  return resolvePlain(text) === 'str' && !needsQuotes(text) && analyzeText(text).plain;
}

/** @returns a float as Go's `strconv.FormatFloat(value, 'g', -1, 64)` writes it. */
export function formatFloat(value: number): string {
  if (Object.is(value, -0)) return '-0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
