import { GoList, GoMap, type Value } from '../../../gotemplate/value/value.ts';
import type { Draft } from './draft.ts';
import type { SchemaDocument } from './schema-document.ts';

/**
 * Follows all references that can be reached from a schema, as the compiler of santhosh-tekuri/jsonschema does.
 *
 * @throws SchemaNotChecked where one leads elsewhere; HelmError where one leads nowhere
 */
export function verifyReferences(document: SchemaDocument): void {
  const seen = new Set<Value>();
  const queue: Value[] = [document.root];
  for (let schema = queue.pop(); schema !== undefined; schema = queue.pop()) {
    if (!(schema instanceof GoMap) || seen.has(schema)) continue;
    seen.add(schema);
    const draft = document.draft(schema);
    for (const key of referencesOf(draft)) {
      const ref = schema.get(key);
      if (typeof ref === 'string') queue.push(document.resolve(schema, ref));
    }
    if (draft >= 2019 || typeof schema.get('$ref') !== 'string') queue.push(...schemasIn(schema, draft));
  }
}

function referencesOf(draft: Draft): readonly string[] {
  if (draft < 2019) return ['$ref'];
  return draft === 2019 ? ['$ref', '$recursiveRef'] : ['$ref', '$dynamicRef'];
}

const SINCE: ReadonlyMap<string, Draft> = new Map([
  ['contains', 6],
  ['propertyNames', 6],
  ['if', 7],
  ['then', 7],
  ['else', 7],
  ['dependentSchemas', 2019],
  ['unevaluatedItems', 2019],
  ['unevaluatedProperties', 2019],
  ['prefixItems', 2020],
]);
const ONE = [
  'not',
  'additionalProperties',
  'items',
  'propertyNames',
  'contains',
  'if',
  'unevaluatedProperties',
  'unevaluatedItems',
];
const MANY = [
  'allOf',
  'anyOf',
  'oneOf',
  'items',
  'prefixItems',
  'properties',
  'patternProperties',
  'dependencies',
  'dependentSchemas',
];

function schemasIn(schema: GoMap, draft: Draft): readonly Value[] {
  const known = (key: string): boolean => (SINCE.get(key) ?? 4) <= draft;
  const found = ONE.filter(known).map((key) => schema.get(key));
  if (draft < 2020 && schema.get('items') instanceof GoList) found.push(schema.get('additionalItems'));
  if (draft >= 7 && schema.has('if')) found.push(schema.get('then'), schema.get('else'));
  for (const key of MANY.filter(known)) {
    const value = schema.get(key);
    if (value instanceof GoList && (key !== 'items' || draft < 2020)) found.push(...value.items);
    if (value instanceof GoMap && key !== 'items') found.push(...value.entries().map(([, item]) => item));
  }
  return found;
}
