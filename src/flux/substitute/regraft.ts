import { keyAsOldYaml } from '../../kustomize/nodes/as-old-yaml.ts';
import { Mapping, type Node, type Place, Scalar, Sequence } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { goValue } from '../../yaml/read/scalars.ts';
import type { Hidden } from './expand.ts';

/** What of a text that was read again must not be shown. */
interface HiddenParts {
  readonly scalars: ReadonlyMap<Scalar, Hidden>;
  /** @returns the parts of a key, which has this value, that come from a Secret */
  readonly inKey: (key: string, value: Node) => readonly string[];
}

/**
 * Puts what was read again in the place of what was printed: the old node wherever the value is the same, else the new
 * value at the old one's place, so that a field still leads to the line that holds its template.
 *
 * @throws JsonPatchError where a key cannot be JSON's
 */
export function regraft(object: Mapping, fresh: Mapping, hidden: HiddenParts): Mapping {
  return regraftMapping(object, fresh, object.place, hidden);
}

function regraftNode(old: Node | undefined, fresh: Node, around: Place | undefined, hidden: HiddenParts): Node {
  const place = old?.place ?? around;
  if (fresh instanceof Mapping) return regraftMapping(old, fresh, place, hidden);
  if (fresh instanceof Sequence) return regraftSequence(old, fresh, place, hidden);
  const { text, tag, style } = resolveAgain(fresh);
  const why = hidden.scalars.get(fresh);
  const template = old instanceof Scalar && old.text.includes('$') ? { template: old.text } : undefined;
  if (why !== undefined) return new Scalar(text, tag, style, place, { hidden: why, ...template });
  const scalar = new Scalar(text, tag, style, place, template);
  return old !== undefined && sameValue(old, scalar) ? old : scalar;
}

function regraftMapping(old: Node | undefined, fresh: Mapping, place: Place | undefined, hidden: HiddenParts): Mapping {
  const standing = old instanceof Mapping ? old.entries : new Map<string, Node>();
  const entries = new Map<string, Node>();
  const read = new Map([...fresh.entries].map(([key, value]) => [keyAsOldYaml(key, value), value]));
  for (const key of new Set([...standing.keys(), ...read.keys()])) {
    const value = read.get(key);
    if (value === undefined) continue;
    const secret = standing.has(key) ? [] : hidden.inKey(key, value);
    const node = regraftNode(standing.get(key), value, place, hidden);
    entries.set(key, secret.length > 0 && place !== undefined ? node.at({ ...place, oddKey: { secret } }) : node);
  }
  const isSame = entries.size === standing.size && [...entries].every(([key, value]) => standing.get(key) === value);
  return old instanceof Mapping && isSame ? old : new Mapping(entries, place);
}

function regraftSequence(
  old: Node | undefined,
  fresh: Sequence,
  place: Place | undefined,
  hidden: HiddenParts,
): Sequence {
  const standing = old instanceof Sequence ? old.items : [];
  const items = fresh.items.map((item, index) => regraftNode(standing[index], item, place, hidden));
  const isSame = items.length === standing.length && items.every((item, index) => standing[index] === item);
  return old instanceof Sequence && isSame ? old : new Sequence(items, place);
}

const TRUE_IN_1_1 = /^(y|Y|yes|Yes|YES|on|On|ON)$/;
const FALSE_IN_1_1 = /^(n|N|no|No|NO|off|Off|OFF)$/;

/**
 * Reads a scalar as sigs.k8s.io/yaml's `YAMLToJSON` does, where kustomize's own reader differs: go-yaml v2, to which
 * `yes` is true and a date is a string, and then JSON, to which every number is a 64-bit float.
 */
function resolveAgain(scalar: Scalar): Scalar {
  if (scalar.style === 'plain' && TRUE_IN_1_1.test(scalar.text)) return new Scalar('true', 'bool');
  if (scalar.style === 'plain' && FALSE_IN_1_1.test(scalar.text)) return new Scalar('false', 'bool');
  switch (scalar.tag) {
    case 'null':
      return new Scalar('null', 'null');
    case 'int':
      return afterJson(goValue(scalar), scalar);
    case 'str':
    case 'timestamp':
      return new Scalar(scalar.text, 'str', 'double');
    default:
      return scalar;
  }
}

function afterJson(value: unknown, scalar: Scalar): Scalar {
  if (typeof value !== 'bigint') return scalar;
  const float = Number(value);
  return Number.isSafeInteger(float) ? new Scalar(String(value), 'int') : new Scalar(String(float), 'float');
}
