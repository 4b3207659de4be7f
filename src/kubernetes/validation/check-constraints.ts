import { RE2JS, RE2JSException } from 're2js';
import { oncePerText } from '../../memo/by-value.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { scalarValue } from '../schemas/scalar-value.ts';
import { booleanAt, listAt, numberAt, stringAt } from '../schemas/schema-node.ts';
import { checkCombinators } from './check-combinators.ts';
import { reportChoice } from './check-scalar.ts';
import { isOfFormat } from './formats.ts';
import type { At, Walk } from './walk.ts';

/**
 * Checks a value against all that the schema of a custom resource says beyond its shape. Rules in CEL are not evaluated.
 *
 * @see apiextensions-apiserver pkg/apiserver/schema/structural.go ValueValidation
 * @see kube-openapi pkg/validation/validate
 */
export function checkConstraints(node: Node, schema: Mapping, at: At, walk: Walk): void {
  checkEnum(node, schema, at, walk);
  if (node instanceof Mapping) checkCount(node.entries.size, schema, 'Properties', 'field', node, at, walk);
  else if (node instanceof Sequence) checkCount(node.items.length, schema, 'Items', 'item', node, at, walk);
  else checkScalarValue(node, schema, at, walk);
  checkCombinators(node, schema, at, walk, checkConstraints);
}

function checkEnum(node: Node, schema: Mapping, at: At, walk: Walk): void {
  const choices = listAt(schema, 'enum');
  if (choices.length === 0 || choices.some((choice) => sameValue(choice, node))) return;
  const texts = choices.map((choice) => (choice instanceof Scalar ? choice.text : '…'));
  reportChoice(node, node instanceof Scalar ? node.text : '', texts, at, walk);
}

function checkCount(
  count: number,
  schema: Mapping,
  what: 'Items' | 'Properties' | 'Length',
  noun: string,
  node: Node,
  at: At,
  walk: Walk,
): void {
  const [least, most] = [numberAt(schema, `min${what}`), numberAt(schema, `max${what}`)];
  if (least !== undefined && count < least)
    walk.report('bad-value', node, at, `must have at least ${least} ${noun}${least === 1 ? '' : 's'}`);
  if (most !== undefined && count > most)
    walk.report('bad-value', node, at, `must have at most ${most} ${noun}${most === 1 ? '' : 's'}`);
}

function checkScalarValue(node: Scalar, schema: Mapping, at: At, walk: Walk): void {
  const value = scalarValue(node);
  if (typeof value === 'string') checkText(value, node, schema, at, walk);
  if (typeof value === 'number' || typeof value === 'bigint') checkNumber(Number(value), node, schema, at, walk);
}

function checkText(value: string, node: Scalar, schema: Mapping, at: At, walk: Walk): void {
  checkCount([...value].length, schema, 'Length', 'character', node, at, walk);
  const pattern = stringAt(schema, 'pattern');
  if (pattern !== undefined && findsPattern(pattern, value) === false)
    walk.report('bad-value', node, at, `must match ${shown(pattern)}`);
  const format = stringAt(schema, 'format');
  if (format !== undefined && isOfFormat(format, value) === false)
    walk.report('bad-value', node, at, `must be of the format ${format}`);
}

function checkNumber(value: number, node: Scalar, schema: Mapping, at: At, walk: Walk): void {
  const [least, most] = [numberAt(schema, 'minimum'), numberAt(schema, 'maximum')];
  const isAbove = booleanAt(schema, 'exclusiveMinimum');
  const isBelow = booleanAt(schema, 'exclusiveMaximum');
  if (least !== undefined && (isAbove ? value <= least : value < least))
    walk.report('bad-value', node, at, `must be ${isAbove ? 'above' : 'at least'} ${least}`);
  if (most !== undefined && (isBelow ? value >= most : value > most))
    walk.report('bad-value', node, at, `must be ${isBelow ? 'below' : 'at most'} ${most}`);
  const step = numberAt(schema, 'multipleOf');
  if (step !== undefined && step > 0 && Number.isInteger(step) && value % step !== 0)
    walk.report('bad-value', node, at, `must be a multiple of ${step}`);
}

function shown(pattern: string): string {
  return pattern.length > 80 ? 'the pattern of its schema' : pattern;
}

/** More than the schemas of a cluster have. */
const MOST_PATTERNS = 5_000;

/** A pattern that cannot be compiled says nothing. */
const compile = oncePerText(MOST_PATTERNS, (pattern): RE2JS | undefined => {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
});

/** @returns whether a pattern is found in a text, as Go's `regexp` would; `undefined` where it is not a valid pattern */
function findsPattern(pattern: string, text: string): boolean | undefined {
  return compile(pattern)?.matcher(text).find();
}
