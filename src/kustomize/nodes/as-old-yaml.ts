import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { parseInteger } from '../../yaml/node/parse-integer.ts';
import { resolvePlain } from '../../yaml/node/resolve-tag.ts';
import { goValue } from '../../yaml/read/scalars.ts';
import { JsonPatchError } from './json-patch-error.ts';
import { formatFloat } from './through-go.ts';

const TRUE = ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'];
const FALSE = ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'];
const OLD_BOOLEANS: ReadonlyMap<string, string> = new Map([
  ...TRUE.map((text) => [text, 'true'] as const),
  ...FALSE.map((text) => [text, 'false'] as const),
]);

/**
 * Reads parsed YAML again as go-yaml v2 does, by which kustomize turns a patch into JSON: `yes` is true, a date is the
 * string it was written as, and so for keys.
 *
 * @throws JsonPatchError where a key cannot be JSON's
 * @see sigs.k8s.io/yaml YAMLToJSON, convertToJSONableObject; goyaml.v2 resolve
 */
export function asOldYaml(node: Node): Node {
  if (node instanceof Scalar) return scalarAsOldYaml(node);
  if (node instanceof Sequence) return new Sequence(node.items.map(asOldYaml), node.place);
  const entries = [...node.entries].map(([key, value]) => [keyAsOldYaml(key, value), asOldYaml(value)] as const);
  return new Mapping(entries, node.place);
}

/** @returns a scalar as go-yaml v2 reads it */
export function scalarAsOldYaml(scalar: Scalar): Scalar {
  const { text, tag, style } = scalar;
  const boolean = tag === 'str' && style === 'plain' ? OLD_BOOLEANS.get(text) : undefined;
  if (boolean !== undefined) return scalar.with({ text: boolean, tag: 'bool' });
  if (tag === 'null') return scalar.with({ text: 'null', style: 'plain' });
  if (tag === 'timestamp') return scalar.with({ tag: 'str', style: 'double' });
  if (tag === 'binary') return scalar.with({ text: String(goValue(scalar)), tag: 'str', style: 'double' });
  return style === 'folded' ? scalar.with({ style: 'literal' }) : scalar;
}

/**
 * @param value the key's value, which stands where the key does
 * @returns the key as JSON's
 * @throws JsonPatchError where it cannot be one
 */
export function keyAsOldYaml(key: string, value: Node): string {
  const quote = value.place?.source.text[value.place.offset];
  if (quote === '"' || quote === "'") return key;
  const boolean = OLD_BOOLEANS.get(key);
  if (boolean !== undefined) return boolean;
  const plain = key.replaceAll('_', '');
  switch (resolvePlain(key)) {
    case 'null':
      throw new JsonPatchError(`a key of the patch is ${key === '' ? 'empty' : key}, which JSON does not allow`, value);
    case 'bool':
      return key.toLowerCase();
    case 'int':
      return String(parseInteger(plain) ?? key);
    case 'float':
      return shortFloat(goValue(new Scalar(key, 'float')));
    default:
      return key;
  }
}

/**
 * @returns a number as sigs.k8s.io/yaml writes it where JSON needs text: as a float of 32 bits
 * @see strconv.FormatFloat(value, 'g', -1, 32)
 */
export function shortFloat(value: unknown): string {
  const float = Math.fround(Number(value));
  if (Number.isNaN(float)) return '.nan';
  if (!Number.isFinite(float)) return float > 0 ? '.inf' : '-.inf';
  return formatFloat(Number(float.toPrecision(8)) === float ? float : shortest(float));
}

/** The shortest decimal that is the same float32. */
function shortest(float: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(float.toPrecision(digits));
    if (Math.fround(candidate) === float) return candidate;
  }
  return float;
}
