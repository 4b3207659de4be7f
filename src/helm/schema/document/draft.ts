/** A version of JSON Schema, by its year or number. */
export type Draft = 4 | 6 | 7 | 2019 | 2020;

/** What a schema is that names none. */
export const NEWEST_DRAFT: Draft = 2020;

/** Where the schema of a draft's schemas is published. */
export const URLS: Readonly<Record<Draft, string>> = {
  4: 'http://json-schema.org/draft-04/schema',
  6: 'http://json-schema.org/draft-06/schema',
  7: 'http://json-schema.org/draft-07/schema',
  2019: 'https://json-schema.org/draft/2019-09/schema',
  2020: 'https://json-schema.org/draft/2020-12/schema',
};
const DRAFTS: readonly Draft[] = [4, 6, 7, 2019, 2020];
/** Whatever is the newest. */
const LATEST = 'json-schema.org/schema';

/** @returns the draft of a `$schema`, `undefined` where it is none of JSON Schema's own */
export function draftOf(url: string): Draft | undefined {
  const [path = '', fragment = ''] = url.split('#');
  if (fragment !== '') return undefined;
  const address = path.replace(/^https?:\/\//, '');
  if (address === LATEST) return NEWEST_DRAFT;
  return DRAFTS.find((draft) => URLS[draft].replace(/^https?:\/\//, '') === address);
}

/** Where schemas stand in a schema. */
export interface Places {
  /** Keywords with a schema. */
  readonly one: readonly string[];
  /** With a list of schemas. */
  readonly lists: readonly string[];
  /** With schemas by names. */
  readonly maps: readonly string[];
}

const FOUR: Places = {
  one: ['not', 'items', 'additionalItems', 'additionalProperties'],
  lists: ['allOf', 'anyOf', 'oneOf', 'items'],
  maps: ['properties', 'patternProperties', 'dependencies', 'definitions'],
};
const SIX: Places = { ...FOUR, one: [...FOUR.one, 'contains', 'propertyNames'] };
const SEVEN: Places = { ...SIX, one: [...SIX.one, 'if', 'then', 'else'] };
const OF_2019: Places = {
  one: [...SEVEN.one, 'unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
  lists: SEVEN.lists,
  maps: [...SEVEN.maps, 'dependentSchemas', '$defs'],
};
const PLACES: Readonly<Record<Draft, Places>> = {
  ...{ 4: FOUR, 6: SIX, 7: SEVEN, 2019: OF_2019 },
  2020: { ...OF_2019, lists: [...OF_2019.lists, 'prefixItems'] },
};

/** @returns where schemas stand in one of a draft: `subschemas` of santhosh-tekuri/jsonschema */
export function placesOf(draft: Draft): Places {
  return PLACES[draft];
}
