import { nearest } from '../../text/nearest.ts';
import { isHiddenKey } from '../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { isNull, whatIs } from '../schemas/scalar-value.ts';
import type { ValueSchema } from '../schemas/value-schema.ts';
import { checkConstraints } from './check-constraints.ts';
import { checkScalar } from './check-scalar.ts';
import { checkDuplicates, stepsIn } from './list-items.ts';
import { type At, into, type Walk } from './walk.ts';

/** Walks through a value, and reports each place in it that its schema does not allow. */
export function validateValue(node: Node, schema: ValueSchema, at: At, walk: Walk): void {
  if (walk.skips(node) || isNull(node)) return;
  if (hasShape(node, schema, at, walk) && schema.constraints !== undefined)
    checkConstraints(node, schema.constraints, at, walk);
}

function hasShape(node: Node, schema: ValueSchema, at: At, walk: Walk): boolean {
  switch (schema.type) {
    case 'any':
      return true;
    case 'object':
      return validateObject(node, schema, at, walk);
    case 'list':
      return validateList(node, schema, at, walk);
    default:
      return checkScalar(node, schema, schema.type, at, walk);
  }
}

function validateObject(node: Node, schema: ValueSchema, at: At, walk: Walk): boolean {
  if (!(node instanceof Mapping)) {
    walk.report('wrong-type', node, at, `must be a mapping, but is ${whatIs(node)}`);
    return false;
  }
  const here = schema.unknown === 'dropped' ? { ...at, unknown: schema.unknown } : at;
  for (const [name, value] of node.entries) {
    const field = (schema.fields?.get(name) ?? schema.values)?.();
    if (field === undefined && isHiddenKey(name)) walk.metOpaque = true;
    else if (field !== undefined) validateValue(value, field, into(at, name, value), walk);
    else if (schema.unknown !== 'kept') reportUnknown(name, value, schema, here, walk);
  }
  for (const name of schema.required ?? []) {
    const value = node.get(name);
    const field = schema.fields?.get(name)?.();
    const isThere = value !== undefined && (!isNull(value) || field?.nullable === true);
    if (isThere || field?.hasDefault === true) continue;
    walk.report('missing-field', value ?? node, into(at, name, value ?? node), 'is required', 'Add it.');
  }
  return true;
}

function reportUnknown(name: string, value: Node, schema: ValueSchema, at: At, walk: Walk): void {
  const near = walk.isFull ? undefined : nearest(name, schema.fields?.keys() ?? []);
  const fix = near === undefined ? 'Remove it.' : `Did you mean "${near}"?`;
  walk.report('unknown-field', value, into(at, name, value), 'is not a field', fix);
}

function validateList(node: Node, schema: ValueSchema, at: At, walk: Walk): boolean {
  if (!(node instanceof Sequence)) {
    const fix = node instanceof Scalar ? 'Write it as an item: "- …".' : undefined;
    walk.report('wrong-type', node, at, `must be a list, but is ${whatIs(node)}`, fix);
    return false;
  }
  const items = schema.items?.();
  const stepTo = stepsIn(node, schema.keys);
  for (const [index, item] of node.items.entries()) {
    const there = into(at, stepTo(index), item);
    if (isNull(item) && schema.nullItems !== true && items?.nullable !== true)
      walk.report('null-item', item, there, 'must not be null', 'Remove the item, or fill it in.');
    else if (items !== undefined) validateValue(item, items, there, walk);
  }
  if (schema.keys !== undefined) checkDuplicates(node, schema.keys, at, walk);
  return true;
}
