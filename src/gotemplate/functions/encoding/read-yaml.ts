import { isOldBoolean } from '../../../yaml/node/needs-quotes.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import type { YamlProblemCode } from '../../../yaml/node/problem.ts';
import { Source } from '../../../yaml/node/source.ts';
import { Unprintable } from '../../../yaml/node/unprintable.ts';
import { type ParsedYaml, parseYaml, skimYaml } from '../../../yaml/read/parse.ts';
import { goValue } from '../../../yaml/read/scalars.ts';
import { BudgetExceeded, GoError } from '../../value/go-error.ts';
import { GoList, GoMap, type Value } from '../../value/value.ts';

/** Comments before the first mark are a document of their own to kyaml, but none to go-yaml. */
const COMMENTS_FIRST = /^\ufeff?(?:[ \t]*(?:#[^\n]*)?\n)+---(?:\s|$)/;
/** What go-yaml would read, or refuse in other words. */
const OURS: ReadonlyMap<YamlProblemCode, BudgetExceeded['budget']> = new Map([
  ['too-deep', 'depth'],
  ['too-large', 'items'],
  ['too-many-aliases', 'items'],
]);
const TRUE_WORD = /^(?:y|yes|on)$/i;

/**
 * @returns what the first document of a YAML text holds, as sigs.k8s.io/yaml decodes it: by go-yaml v2, to which `yes`
 * is true, through JSON, so that every number is a float64 and every key a string
 * @throws GoError with a message much like Go's; BudgetExceeded
 */
export function readYaml(text: string): Value {
  const node = readFirstDocument(text);
  return node === undefined ? null : convertNode(node);
}

/** @returns the node of the first document of a YAML text. @throws GoError, BudgetExceeded */
export function readFirstDocument(text: string): Node | undefined {
  return firstOf(text, parseYaml(new Source(text), 'converted'));
}

/**
 * @returns the node of the first document of a YAML text, in which collections that stand below so many levels are empty
 * @throws GoError, BudgetExceeded as {@link readFirstDocument}
 */
export function skimFirstDocument(text: string, levels: number): Node | undefined {
  return firstOf(text, skimYaml(new Source(text), 'converted', levels));
}

function firstOf(text: string, { documents, problems }: ParsedYaml): Node | undefined {
  const [problem] = problems;
  if (problem !== undefined) {
    const budget = OURS.get(problem.code);
    if (budget !== undefined) throw new BudgetExceeded(budget, `a text of YAML cannot be read: ${problem.message}`);
    throw new GoError(`error converting YAML to JSON: yaml: line ${problem.line}: ${problem.message}`);
  }
  const [first, second] = documents;
  return second !== undefined && COMMENTS_FIRST.test(text) ? second : first;
}

/** @returns the value of a node that was read for it. */
function convertNode(node: Node): Value {
  if (node instanceof Scalar) return scalarOf(node);
  if (!(node instanceof Mapping)) return new GoList(node.items.map(convertNode));
  const map = new GoMap();
  for (const [key, value] of node.entries) map.set(key, convertNode(value));
  return map;
}

function scalarOf(scalar: Scalar): Value {
  if (scalar.tag === 'timestamp') return scalar.text;
  if (scalar.tag === 'str') {
    return scalar.style === 'plain' && isOldBoolean(scalar.text) ? TRUE_WORD.test(scalar.text) : scalar.text;
  }
  try {
    const value = goValue(scalar);
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new GoError(`error converting YAML to JSON: json: unsupported value: ${goSpelling(value)}`);
    return typeof value === 'bigint' ? Number(value) : value;
  } catch (error) {
    if (error instanceof Unprintable) throw new GoError(`error converting YAML to JSON: yaml: ${error.message}`);
    throw error;
  }
}

/** @see encoding/json UnsupportedValueError */
function goSpelling(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
