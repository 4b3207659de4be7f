import { GoList, GoMap, type Value } from '../../../gotemplate/value/value.ts';
import type { CheckContext } from '../model/check-context.ts';
import { quote, quoteAll } from '../model/problem.ts';
import { showCount } from '../model/show-number.ts';
import { countOf, matchesPattern } from './keyword-values.ts';

/** The keywords of objects, in the order of `objValidate` of santhosh-tekuri/jsonschema. */
export function checkObject(context: CheckContext, value: GoMap): void {
  const { schema, draft } = context;
  const least = countOf(schema.get('minProperties'));
  if (least !== undefined && value.size < least) {
    context.add(`minProperties: got ${showCount(value.size)}, want ${showCount(least)}`);
  }
  const most = countOf(schema.get('maxProperties'));
  if (most !== undefined && value.size > most) {
    context.add(`maxProperties: got ${showCount(value.size)}, want ${showCount(most)}`);
  }
  const missing = missingOf(schema.get('required'), value);
  if (missing.length === 1) context.add(`missing property ${quoteAll(missing)}`);
  if (missing.length > 1) context.add(`missing properties ${quoteAll(missing)}`);
  if (context.isQuick && context.problems.length > 0) return;
  checkDependencies(context, value, 'dependencies');
  checkProperties(context, value);
  if (draft >= 6 && schema.has('propertyNames')) checkNames(context, value, schema.get('propertyNames'));
  if (draft < 2019) return;
  checkDependencies(context, value, 'dependentSchemas');
  checkDependencies(context, value, 'dependentRequired');
}

function missingOf(names: Value, value: GoMap): readonly string[] {
  if (!(names instanceof GoList)) return [];
  return names.items.filter((name): name is string => typeof name === 'string' && !value.has(name));
}

type Dependencies = 'dependencies' | 'dependentSchemas' | 'dependentRequired';

function checkDependencies(context: CheckContext, value: GoMap, keyword: Dependencies): void {
  const table = context.schema.get(keyword);
  if (!(table instanceof GoMap)) return;
  for (const [name, needed] of table.entries()) {
    if (!value.has(name)) continue;
    if (needed instanceof GoList && keyword !== 'dependentSchemas') {
      const missing = missingOf(needed, value);
      if (missing.length > 0) context.add(`properties ${quoteAll(missing)} required, if ${quote(name)} exists`);
    } else if (keyword !== 'dependentRequired') {
      context.addAll(context.self(needed));
    }
  }
}

function checkProperties(context: CheckContext, value: GoMap): void {
  const { schema, unevaluated } = context;
  const properties = schema.get('properties');
  const patterns = schema.get('patternProperties');
  const additional = schema.get('additionalProperties');
  const refused: string[] = [];
  for (const [name, inner] of value.entries()) {
    if (context.isQuick && context.problems.length > 0) return;
    let isEvaluated = false;
    if (properties instanceof GoMap && properties.has(name)) {
      isEvaluated = true;
      context.addAll(context.item(properties.get(name), inner, name));
    }
    for (const [pattern, each] of patterns instanceof GoMap ? patterns.entries() : []) {
      if (!matchesPattern(context.budget, pattern, name)) continue;
      isEvaluated = true;
      context.addAll(context.item(each, inner, name));
    }
    if (!isEvaluated && additional !== undefined) {
      isEvaluated = true;
      if (additional === false) refused.push(name);
      else context.addAll(context.item(additional, inner, name));
    }
    if (isEvaluated) unevaluated.keys.delete(name);
  }
  if (refused.length > 0) context.add(`additional properties ${quoteAll(refused)} not allowed`);
}

function checkNames(context: CheckContext, value: GoMap, schema: Value): void {
  for (const name of value.keys()) {
    const problem = context.alone(schema, name);
    if (problem === undefined) continue;
    const causes = problem.kind === 'group' ? problem.causes : [problem];
    context.problems.push({ at: [], text: `invalid propertyName ${quote(name)}`, causes });
  }
}
