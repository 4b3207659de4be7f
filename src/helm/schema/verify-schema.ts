import { quoteText } from '../../gotemplate/format/quote.ts';
import { regexProblem } from '../../gotemplate/functions/regex/regex.ts';
import type { Budget } from '../../gotemplate/run/budget.ts';
import { GoList, GoMap, type Value } from '../../gotemplate/value/value.ts';
import { HelmError } from '../chart/helm-error.ts';
import { checkValue } from './check.ts';
import { type Draft, placesOf } from './document/draft.ts';
import { metaSchemaOf } from './document/meta-schema.ts';
import { below } from './document/pointer.ts';
import type { SchemaDocument } from './document/schema-document.ts';
import { chargePattern } from './keywords/keyword-values.ts';
import { quote, showProblem } from './model/problem.ts';

/**
 * Holds a schema to the schema of its draft's schemas, and follows all references that can be reached from it:
 * `Compiler.Compile` of santhosh-tekuri/jsonschema 6.0.2, which knows the drafts that {@link metaSchemaOf} does.
 *
 * @throws HelmError where it is not of the right form, or a reference leads nowhere; SchemaNotChecked where one leads
 * elsewhere; BudgetExceeded
 */
export function verifySchema(document: SchemaDocument, budget: Budget): void {
  const { root } = document;
  holdToDraft(document, { schema: root, pointer: '', draft: document.draft(root) }, budget);
  const seen = new Set<Value>();
  const queue: Value[] = [root];
  for (const schema of queue) {
    if (!(schema instanceof GoMap) || seen.has(schema)) continue;
    seen.add(schema);
    const draft = document.draft(schema);
    for (const key of referencesOf(draft)) {
      const ref = schema.get(key);
      if (typeof ref === 'string') queue.push(document.resolve(schema, ref));
    }
    for (const stranger of document.strangers.splice(0)) holdToDraft(document, stranger, budget);
    if (draft < 2019 && typeof schema.get('$ref') === 'string') continue;
    if (draft < 7) checkPatterns(document, schema, budget);
    queue.push(...schemasIn(schema, draft));
  }
}

function holdToDraft(
  document: SchemaDocument,
  { schema, pointer, draft }: { readonly schema: Value; readonly pointer: string; readonly draft: Draft },
  budget: Budget,
): void {
  const own = metaSchemaOf(draft);
  const problem = checkValue(own, own.root, schema, budget, document.drafts);
  if (problem === undefined) return;
  const causes = problem.kind === 'group' ? problem.causes : [problem];
  const shown = causes.map((cause) => showProblem(cause)).join('');
  const failed = `jsonschema validation failed with ${quote(`${own.url}#`)}`;
  throw new HelmError(`${document.place(pointer)} is not valid against metaschema: ${failed}\n${shown.trimEnd()}`);
}

/** The schemas of drafts 4 and 6 do not ask for it, as later ones do. */
function checkPatterns(document: SchemaDocument, schema: GoMap, budget: Budget): void {
  const patterns = schema.get('patternProperties');
  if (!(patterns instanceof GoMap)) return;
  for (const pattern of patterns.keys()) {
    chargePattern(budget, pattern);
    const problem = regexProblem(pattern);
    if (problem === undefined) continue;
    const place = document.place(below(document.pointer(schema), 'patternProperties'));
    throw new HelmError(`invalid regex ${quoteText(pattern)} at ${place}: ${problem}`);
  }
}

function referencesOf(draft: Draft): readonly string[] {
  if (draft < 2019) return ['$ref'];
  return draft === 2019 ? ['$ref', '$recursiveRef'] : ['$ref', '$recursiveRef', '$dynamicRef'];
}

/** Of the keywords with schemas by names, those with which nothing is held to them by itself. */
const LIBRARIES = ['definitions', '$defs'];

function schemasIn(schema: GoMap, draft: Draft): readonly Value[] {
  const { one, lists, maps } = placesOf(draft);
  const found = one.filter((key) => isHeldTo(schema, key, draft)).map((key) => schema.get(key));
  for (const key of lists) {
    const list = schema.get(key);
    if (list instanceof GoList && (key !== 'items' || draft < 2020)) found.push(...list.items);
  }
  for (const key of maps) {
    const map = schema.get(key);
    if (map instanceof GoMap && !LIBRARIES.includes(key)) found.push(...map.entries().map(([, item]) => item));
  }
  return found;
}

function isHeldTo(schema: GoMap, key: string, draft: Draft): boolean {
  if (key === 'additionalItems') return draft < 2020 && schema.get('items') instanceof GoList;
  if (key === 'then' || key === 'else') return schema.has('if');
  return key !== 'contentSchema';
}
