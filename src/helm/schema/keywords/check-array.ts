import { GoList, type Value } from '../../../gotemplate/value/value.ts';
import type { CheckContext } from '../model/check-context.ts';
import { costOfComparing, jsonEqual } from '../model/json-type.ts';
import type { Problem } from '../model/problem.ts';
import { showCount } from '../model/show-number.ts';
import { countOf } from './keyword-values.ts';

type Items = readonly Value[];

/** The keywords of arrays, in the order of `arrValidate` of santhosh-tekuri/jsonschema. */
export function checkArray(context: CheckContext, items: Items): void {
  const { schema, draft } = context;
  const least = countOf(schema.get('minItems'));
  if (least !== undefined && items.length < least) {
    context.add(`minItems: got ${showCount(items.length)}, want ${showCount(least)}`);
  }
  const most = countOf(schema.get('maxItems'));
  if (most !== undefined && items.length > most) {
    context.add(`maxItems: got ${showCount(items.length)}, want ${showCount(most)}`);
  }
  if (schema.get('uniqueItems') === true) checkUnique(context, items);
  if (draft < 2020) checkOldItems(context, items);
  else checkItems(context, items);
  if (draft >= 6 && schema.has('contains')) checkContains(context, items);
}

function checkUnique(context: CheckContext, items: Items): void {
  for (let i = 1; i < items.length; i++) {
    const cost = costOfComparing(items[i]);
    for (let j = 0; j < i; j++) {
      context.budget.step();
      context.budget.work(cost);
      if (!jsonEqual(items[i], items[j])) continue;
      context.add(`items at ${showCount(j)} and ${showCount(i)} are equal`);
      return;
    }
  }
}

function checkEach(context: CheckContext, items: Items, from: number, schema: Value): void {
  // Go counts from the first item that is left.
  for (const [i, item] of items.slice(from).entries()) context.addAll(context.item(schema, item, String(i)));
}

function checkFirst(context: CheckContext, items: Items, schemas: Items): number {
  const count = Math.min(items.length, schemas.length);
  for (let i = 0; i < count; i++) context.addAll(context.item(schemas[i], items[i], String(i)));
  return count;
}

function checkOldItems(context: CheckContext, items: Items): void {
  const schema = context.schema.get('items');
  if (!(schema instanceof GoList)) {
    if (schema !== undefined) checkEach(context, items, 0, schema);
    return;
  }
  const evaluated = checkFirst(context, items, schema.items);
  const additional = context.schema.get('additionalItems');
  if (additional === false) {
    if (evaluated < items.length) {
      context.add(`last ${showCount(items.length - evaluated)} additionalItem(s) not allowed`);
    }
  } else if (additional !== undefined) {
    checkEach(context, items, evaluated, additional);
  }
}

function checkItems(context: CheckContext, items: Items): void {
  const first = context.schema.get('prefixItems');
  const evaluated = first instanceof GoList ? checkFirst(context, items, first.items) : 0;
  const schema = context.schema.get('items');
  if (schema !== undefined) checkEach(context, items, evaluated, schema);
}

function checkContains(context: CheckContext, items: Items): void {
  const { schema, draft, unevaluated } = context;
  const problems: Problem[] = [];
  const met: number[] = [];
  for (const [i, item] of items.entries()) {
    const problem = context.item(schema.get('contains'), item, String(i));
    if (problem !== undefined) {
      problems.push(problem);
      continue;
    }
    met.push(i);
    if (draft >= 2020) unevaluated.items.delete(i);
  }
  const least = draft >= 2019 ? countOf(schema.get('minContains')) : undefined;
  const most = draft >= 2019 ? countOf(schema.get('maxContains')) : undefined;
  const matched = `matched ${showCount(met.length)} items at ${met.join(' ')}`;
  if (least === undefined) {
    if (met.length === 0) context.add('no items match contains schema', problems);
  } else if (met.length < least) {
    const found = met.length === 0 ? 'none matched' : matched;
    context.add(`min ${showCount(least)} items required to match contains schema, but ${found}`, problems);
  }
  if (most !== undefined && met.length > most) {
    context.add(`max ${showCount(most)} items required to match contains schema, but ${matched}`);
  }
}
