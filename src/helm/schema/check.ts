import type { Budget } from '../../gotemplate/run/budget.ts';
import { BudgetExceeded } from '../../gotemplate/value/go-error.ts';
import { GoList, GoMap, type Value } from '../../gotemplate/value/value.ts';
import { type Draft, NEWEST_DRAFT } from './document/draft.ts';
import { metaSchemaOf } from './document/meta-schema.ts';
import { below, encodePointer } from './document/pointer.ts';
import type { SchemaDocument } from './document/schema-document.ts';
import { formatProblem } from './formats/format-problem.ts';
import { checkArray } from './keywords/check-array.ts';
import { checkConditions } from './keywords/check-conditions.ts';
import { checkObject } from './keywords/check-object.ts';
import { checkDynamicReferences, checkReference } from './keywords/check-reference.ts';
import { checkNumber, checkText } from './keywords/check-scalar.ts';
import { chargePattern } from './keywords/keyword-values.ts';
import type { CheckContext, Scope } from './model/check-context.ts';
import { costOfComparing, jsonEqual, jsonType, numberOf, typesOf } from './model/json-type.ts';
import { type Problem, quote } from './model/problem.ts';
import { isAllEvaluated, mergeUnevaluated, type Unevaluated, unevaluatedOf } from './model/unevaluated.ts';

/** The drafts of a schema that is a value itself, by where they begin in it. */
export type Drafts = ReadonlyMap<string, Draft>;

/**
 * @param drafts where the document is the schema of schemas, and those in the value need others
 * @returns how a value fails a schema, `undefined` where it does not: `Schema.Validate` of santhosh-tekuri/jsonschema
 * 6.0.2, which Helm uses, with map keys in order
 * @throws SchemaNotChecked, HelmError, BudgetExceeded
 */
export function checkValue(
  document: SchemaDocument,
  schema: Value,
  value: Value,
  budget: Budget,
  drafts?: Drafts,
): Problem | undefined {
  const scope: Scope = { schema, keyword: '', value: 0, depth: 0, parent: undefined };
  const draft = draftOf(document, schema);
  const unevaluated = unevaluatedOf(value, schema, draft, false);
  return check({ document, budget, drafts, value, at: [], scope, unevaluated, isQuick: false });
}

function draftOf(document: SchemaDocument, schema: Value): Draft {
  return schema instanceof GoMap ? document.draft(schema) : NEWEST_DRAFT;
}

interface Start
  extends Pick<CheckContext, 'document' | 'budget' | 'value' | 'at' | 'scope' | 'unevaluated' | 'isQuick'> {
  readonly drafts: Drafts | undefined;
}

/** Schemas within schemas: twenty times what public charts have, and less than the stack holds. */
const MOST_WITHIN = 1_000;
export const TOO_DEEP = 'the schemas of the chart refer to each other too deep';

function check(start: Start): Problem | undefined {
  start.budget.step();
  if (start.scope.depth > MOST_WITHIN) throw new BudgetExceeded('depth', TOO_DEEP);
  const { schema } = start.scope;
  if (schema === false) return { at: start.at, text: 'false schema', causes: [] };
  if (!(schema instanceof GoMap) || schema.size === 0) return undefined;
  const context = new Check(start, schema);
  const first = firstProblem(context);
  if (first !== undefined) return { at: start.at, text: first, causes: [] };
  const ref = schema.get('$ref');
  if (typeof ref === 'string') {
    const problem = checkReference(context, context.document.resolve(schema, ref), '$ref');
    if (context.draft < 2019) return problem;
    context.addAll(problem);
  }
  checkByType(context);
  if (context.problems.length === 0 || !context.isQuick) {
    if (context.draft >= 2019) checkDynamicReferences(context);
    checkConditions(context);
    if (context.draft >= 2019) checkUnevaluated(context);
  }
  const [problem] = context.problems;
  if (context.problems.length < 2) return problem;
  return { at: start.at, text: 'validation failed', causes: context.problems, kind: 'group' };
}

/** What ends the check of a value at once. */
function firstProblem({ document, budget, schema, draft, value, scope }: Check): string | undefined {
  for (let above = scope.parent; above !== undefined && above.value === scope.value; above = above.parent) {
    if (above.schema !== schema) continue;
    const url = `${document.url}#${encodePointer(document.pointer(schema))}`;
    const [here, there] = [keywordPath(document, scope), keywordPath(document, above)];
    return `both ${here} and ${there} resolve to ${JSON.stringify(url)} causing reference cycle`;
  }
  // Before 2019 all beside a reference is ignored.
  if (draft < 2019 && typeof schema.get('$ref') === 'string') return undefined;
  const types = typesOf(schema.get('type'));
  const type = jsonType(value);
  const isInteger = (): boolean => Number.isInteger(numberOf(value));
  if (types !== undefined && !types.includes(type) && !(types.includes('integer') && isInteger())) {
    return `got ${type}, want ${types.join(' or ')}`;
  }
  const wanted = schema.get('const');
  if (draft >= 6 && schema.has('const') && !jsonEqual(value, wanted)) {
    return isPrimitive(wanted) ? `value must be ${display(wanted)}` : "'const' failed";
  }
  const values = schema.get('enum');
  if (values instanceof GoList) budget.work(costOfComparing(values));
  if (values instanceof GoList && !values.items.some((item) => jsonEqual(value, item))) return enumProblem(values);
  if (draft >= 2019 && !document.assertsFormats) return undefined;
  const format = schema.get('format');
  if (format === 'regex') chargePattern(budget, value);
  return formatProblem(format, value);
}

function enumProblem({ items }: GoList): string {
  if (!items.every(isPrimitive)) return "'enum' failed";
  const shown = items.map(display).join(', ');
  return items.length === 1 ? `value must be ${shown}` : `value must be one of ${shown}`;
}

function isPrimitive(value: Value): boolean {
  return !(value instanceof GoMap || value instanceof GoList);
}

function display(value: Value): string {
  if (typeof value === 'string') return quote(value);
  return value === null || value === undefined ? '<nil>' : String(value);
}

/** The keywords that lead from the outermost schema to one. */
function keywordPath(document: SchemaDocument, scope: Scope): string {
  if (scope.parent === undefined) return '';
  const above = document.pointer(scope.parent.schema);
  const step = scope.keyword === '' ? document.pointer(scope.schema).slice(above.length) : `/${scope.keyword}`;
  return keywordPath(document, scope.parent) + step;
}

function checkByType(context: Check): void {
  const { value } = context;
  if (value instanceof GoMap) checkObject(context, value);
  else if (value instanceof GoList) checkArray(context, value.items);
  else if (typeof value === 'string') checkText(context, value);
  else checkNumber(context, numberOf(value));
}

function checkUnevaluated(context: Check): void {
  const { schema, value, unevaluated } = context;
  const ofKeys = schema.get('unevaluatedProperties');
  if (value instanceof GoMap && ofKeys !== undefined) {
    for (const key of unevaluated.keys) context.addAll(context.item(ofKeys, value.get(key), key));
    unevaluated.keys.clear();
  }
  const ofItems = schema.get('unevaluatedItems');
  if (value instanceof GoList && ofItems !== undefined) {
    for (const i of unevaluated.items) context.addAll(context.item(ofItems, value.items[i], String(i)));
    unevaluated.items.clear();
  }
}

class Check implements CheckContext {
  readonly document: SchemaDocument;
  readonly budget: Budget;
  readonly drafts: Drafts | undefined;
  readonly schema: GoMap;
  readonly draft: Draft;
  readonly value: Value;
  readonly at: readonly string[];
  readonly scope: Scope;
  readonly unevaluated: Unevaluated;
  readonly isQuick: boolean;
  readonly problems: Problem[] = [];

  constructor({ document, budget, drafts, value, at, scope, unevaluated, isQuick }: Start, schema: GoMap) {
    this.document = document;
    this.budget = budget;
    this.drafts = drafts;
    this.schema = schema;
    this.draft = document.draft(schema);
    this.value = value;
    this.at = at;
    this.scope = scope;
    this.unevaluated = unevaluated;
    this.isQuick = isQuick;
  }

  add(text: string, causes: readonly Problem[] = []): void {
    this.problems.push({ at: this.at, text, causes });
  }

  addAll(problem: Problem | undefined): void {
    if (problem !== undefined) this.problems.push(problem);
  }

  self(asked: Value, keyword = '', isQuick = false): Problem | undefined {
    const { value, at } = this;
    const document = this.#documentAt(asked, at);
    const schema = document === this.document ? asked : document.root;
    const scope = this.#scopeOf(schema, keyword, this.scope.value);
    const isAsked = !isAllEvaluated(this.unevaluated);
    const unevaluated = unevaluatedOf(value, schema, draftOf(document, schema), isAsked);
    const problem = check({ ...this, document, scope, unevaluated, isQuick: this.isQuick || isQuick });
    if (problem === undefined) mergeUnevaluated(this.unevaluated, unevaluated);
    return problem;
  }

  item(asked: Value, value: Value, step: string): Problem | undefined {
    const at = [...this.at, step];
    const document = this.#documentAt(asked, at);
    const schema = document === this.document ? asked : document.root;
    const scope = this.#scopeOf(schema, '', this.scope.value + 1);
    const unevaluated = unevaluatedOf(value, schema, draftOf(document, schema), false);
    return check({ ...this, document, value, at, scope, unevaluated });
  }

  alone(schema: Value, value: Value): Problem | undefined {
    return checkValue(this.document, schema, value, this.budget);
  }

  #scopeOf(schema: Value, keyword: string, value: number): Scope {
    return { schema, keyword, value, depth: this.scope.depth + 1, parent: this.scope };
  }

  /** Where a schema of another draft begins in the value, the schema of that draft's schemas holds it. */
  #documentAt(schema: Value, at: readonly string[]): SchemaDocument {
    const { document, drafts } = this;
    const draft = drafts === undefined || schema !== document.root ? undefined : drafts.get(below('', ...at));
    return draft === undefined ? document : metaSchemaOf(draft);
  }
}
