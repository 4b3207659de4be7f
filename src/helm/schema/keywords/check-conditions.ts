import { GoList, type Value } from '../../../gotemplate/value/value.ts';
import type { CheckContext } from '../model/check-context.ts';
import type { Problem } from '../model/problem.ts';
import { isAllEvaluated } from '../model/unevaluated.ts';

/** `not`, `allOf`, `anyOf`, `oneOf`, and `if` with `then` and `else`. */
export function checkConditions(context: CheckContext): void {
  const { schema, draft } = context;
  if (schema.has('not') && context.self(schema.get('not'), '', true) === undefined) context.add("'not' failed");
  checkAllOf(context, schemasOf(schema.get('allOf')));
  checkAnyOf(context, schemasOf(schema.get('anyOf')));
  checkOneOf(context, schemasOf(schema.get('oneOf')));
  if (draft < 7 || !schema.has('if')) return;
  const chosen = schema.get(context.self(schema.get('if'), '', true) === undefined ? 'then' : 'else');
  if (chosen !== undefined) context.addAll(context.self(chosen));
}

function schemasOf(keyword: Value): readonly Value[] {
  return keyword instanceof GoList ? keyword.items : [];
}

function checkAllOf(context: CheckContext, schemas: readonly Value[]): void {
  const problems: Problem[] = [];
  for (const schema of schemas) {
    const problem = context.self(schema);
    if (problem === undefined) continue;
    problems.push(problem);
    if (context.isQuick) break;
  }
  if (problems.length > 0) context.add("'allOf' failed", problems);
}

function checkAnyOf(context: CheckContext, schemas: readonly Value[]): void {
  if (schemas.length === 0) return;
  const problems: Problem[] = [];
  let isMet = false;
  for (const schema of schemas) {
    const problem = context.self(schema);
    if (problem !== undefined) {
      problems.push(problem);
      continue;
    }
    isMet = true;
    // All are to be looked at where somebody asks what they look at.
    if (isAllEvaluated(context.unevaluated)) break;
  }
  if (!isMet) context.add("'anyOf' failed", problems);
}

function checkOneOf(context: CheckContext, schemas: readonly Value[]): void {
  if (schemas.length === 0) return;
  const problems: Problem[] = [];
  let met: number | undefined;
  for (const [i, schema] of schemas.entries()) {
    const problem = context.self(schema, '', met !== undefined);
    if (problem !== undefined) {
      if (met === undefined) problems.push(problem);
    } else if (met === undefined) {
      met = i;
    } else {
      context.add(`'oneOf' failed, subschemas ${met}, ${i} matched`);
      break;
    }
  }
  if (met === undefined) context.add("'oneOf' failed, none matched", problems);
}
