/** A version of JSON Schema, by its year or number. */
export type Draft = 4 | 6 | 7 | 2019 | 2020;

/** What a schema is that names none. */
export const NEWEST_DRAFT: Draft = 2020;

const DRAFTS: ReadonlyMap<string, Draft> = new Map([
  ['json-schema.org/schema', 2020],
  ['json-schema.org/draft/2020-12/schema', 2020],
  ['json-schema.org/draft/2019-09/schema', 2019],
  ['json-schema.org/draft-07/schema', 7],
  ['json-schema.org/draft-06/schema', 6],
  ['json-schema.org/draft-04/schema', 4],
]);

/** @returns the draft of a `$schema`, `undefined` where it is none of JSON Schema's own */
export function draftOf(url: string): Draft | undefined {
  const [path = '', fragment = ''] = url.split('#');
  return fragment === '' ? DRAFTS.get(path.replace(/^https?:\/\//, '')) : undefined;
}

/** Keywords with a schema, a list of schemas, or schemas by names. */
const ONE = [
  'not',
  'additionalProperties',
  'items',
  'additionalItems',
  'propertyNames',
  'contains',
  'if',
  'then',
  'else',
  'unevaluatedProperties',
  'unevaluatedItems',
];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'items', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', 'dependencies', 'dependentSchemas'];
const LIBRARIES = ['definitions', '$defs'];

/** Where schemas stand in a schema. */
export const PLACES = { one: ONE, lists: LISTS, maps: MAPS, libraries: LIBRARIES };
