import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { isNull, isWhole, scalarValue, whatIs } from '../schemas/scalar-value.ts';
import { listAt, mappingAt, stringAt } from '../schemas/schema-node.ts';
import { type At, into, type Walk } from './walk.ts';

/** Checks a value against one schema's own words; given, since those lead back here. */
type Check = (node: Node, schema: Mapping, at: At, walk: Walk) => void;

/**
 * Checks `allOf`, `anyOf`, `oneOf` and `not`. What cannot be known counts as fitting where that is the milder answer.
 */
export function checkCombinators(node: Node, schema: Mapping, at: At, walk: Walk, check: Check): void {
  const tryPart = (part: Mapping): Walk => {
    const trial = walk.trial();
    checkPart(node, part, at, trial, check);
    return trial;
  };
  for (const part of schemasAt(schema, 'allOf')) checkPart(node, part, at, walk, check);
  const any = schemasAt(schema, 'anyOf').map(tryPart);
  if (any.length > 0 && any.every((trial) => trial.violations.length > 0)) reportNone(node, any, at, walk);
  const one = schemasAt(schema, 'oneOf').map(tryPart);
  if (one.length > 0 && one.every((trial) => trial.violations.length > 0)) reportNone(node, one, at, walk);
  if (one.filter(fitsForCertain).length > 1)
    walk.report('bad-value', node, at, 'must match only one of the forms that its schema allows');
  const not = mappingAt(schema, 'not');
  if (not !== undefined && fitsForCertain(tryPart(not)))
    walk.report('bad-value', node, at, 'has a form that its schema forbids');
}

/** Where the forms differ in the fields that they ask for, these are what is missing. */
function reportNone(node: Node, trials: readonly Walk[], at: At, walk: Walk): void {
  const missing = trials.flatMap(({ violations }) => {
    const [first] = violations;
    return first?.code === 'missing-field' ? [first.path.at(-1)] : [];
  });
  if (missing.length === trials.length)
    walk.report('missing-field', node, at, `must have one of ${[...new Set(missing)].join(', ')}`, 'Add one of them.');
  else walk.report('bad-value', node, at, 'matches none of the forms that its schema allows');
}

function fitsForCertain(trial: Walk): boolean {
  return trial.violations.length === 0 && !trial.metOpaque;
}

/** Checks a schema that stands within another, which has told the shape: fields that it does not name are not its own. */
function checkPart(node: Node, schema: Mapping, at: At, walk: Walk, check: Check): void {
  if (walk.skips(node)) return;
  if (isNull(node)) {
    walk.metOpaque = true;
    return;
  }
  const type = stringAt(schema, 'type');
  if (type !== undefined && !isOfType(node, type)) {
    walk.report('wrong-type', node, at, `must be of type ${type}, but is ${whatIs(node)}`);
    return;
  }
  check(node, schema, at, walk);
  if (node instanceof Mapping) checkFields(node, schema, at, walk, check);
  const items = mappingAt(schema, 'items');
  if (node instanceof Sequence && items !== undefined)
    for (const [index, item] of node.items.entries()) checkPart(item, items, into(at, index, item), walk, check);
}

function checkFields(node: Mapping, schema: Mapping, at: At, walk: Walk, check: Check): void {
  for (const name of listAt(schema, 'required')) {
    if (!(name instanceof Scalar)) continue;
    const value = node.get(name.text);
    if (value === undefined) walk.report('missing-field', node, into(at, name.text, node), 'is required', 'Add it.');
    else if (isNull(value)) walk.metOpaque = true;
  }
  for (const [name, part] of mappingAt(schema, 'properties')?.entries ?? []) {
    const value = node.get(name);
    if (value !== undefined && part instanceof Mapping) checkPart(value, part, into(at, name, value), walk, check);
  }
}

function isOfType(node: Node, type: string): boolean {
  if (node instanceof Mapping) return type === 'object';
  if (node instanceof Sequence) return type === 'array';
  const value = scalarValue(node);
  if (type === 'string' || type === 'boolean') return typeof value === type;
  return type === 'integer' ? isWhole(value) : type === 'number' && (isWhole(value) || typeof value === 'number');
}

function schemasAt(schema: Mapping, key: string): readonly Mapping[] {
  return listAt(schema, key).filter((part) => part instanceof Mapping);
}
