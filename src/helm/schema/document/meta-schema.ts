import { readJson } from '../../../gotemplate/functions/encoding/read-json.ts';
import { type Draft, URLS } from './draft.ts';
import { SchemaDocument } from './schema-document.ts';

type Json = boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Keywords = Readonly<Record<string, Json>>;

const TEXT: Json = { type: 'string' };
const BOOLEAN: Json = { type: 'boolean' };
const NUMBER: Json = { type: 'number' };
const LIST: Json = { type: 'array' };
const COUNT: Json = { type: 'integer', minimum: 0 };
const REGEX: Json = { type: 'string', format: 'regex' };
const URI: Json = { type: 'string', format: 'uri' };
const REFERENCE: Json = { type: 'string', format: 'uri-reference' };
const TYPE: Json = { enum: ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] };
const TYPES: Json = { anyOf: [TYPE, { type: 'array', items: TYPE, minItems: 1, uniqueItems: true }] };
const WITHOUT_FRAGMENT = '^[^#]*#?$';
const ANCHORS: Readonly<Record<2019 | 2020, Json>> = {
  2019: { type: 'string', pattern: '^[A-Za-z][-A-Za-z0-9.:_]*$' },
  2020: { type: 'string', pattern: '^[A-Za-z_][-A-Za-z0-9._]*$' },
};
/** What several keywords hold is referred to, so that all that is wrong in it is told below its place. */
const SCHEMAS: Json = { $ref: '#/$defs/schemas' };
const NAMES: Json = { $ref: '#/$defs/names' };
const SCHEMA_OR_BOOLEAN = ['object', 'boolean'];

const documents = new Map<Draft, SchemaDocument>();

/**
 * @returns the schema of the schemas of a draft, as json-schema.org publishes it, of which it has all that tells right from
 * wrong: what a keyword may hold, and where one schema refers to another, as errors tell both
 */
export function metaSchemaOf(draft: Draft): SchemaDocument {
  const known = documents.get(draft);
  if (known !== undefined) return known;
  const text = JSON.stringify(draft === 2019 || draft === 2020 ? inVocabularies(draft) : inOne(draft));
  const made = new SchemaDocument(readJson(text), { url: URLS[draft], assertsFormats: true });
  documents.set(draft, made);
  return made;
}

function inOne(draft: 4 | 6 | 7): Json {
  const schema = { $ref: '#' };
  return {
    ...{ $schema: URLS[draft], type: draft === 4 ? 'object' : SCHEMA_OR_BOOLEAN },
    properties: {
      ...coreOf(draft),
      ...applicatorsOf(draft, schema),
      ...inNoVocabulary(schema, NAMES),
      ...validationOf(draft),
      ...dataOf(draft),
      ...formatAndContentOf(draft, schema),
    },
    $defs: sharedBy(draft, schema),
    ...(draft === 4 ? { dependencies: { exclusiveMaximum: ['maximum'], exclusiveMinimum: ['minimum'] } } : {}),
  };
}

/** From 2019 on there is a schema for each vocabulary, with which the whole begins. */
function inVocabularies(draft: 2019 | 2020): Json {
  const isNew = draft === 2020;
  const open: Keywords = isNew ? { $dynamicAnchor: 'meta' } : { $recursiveAnchor: true };
  const schema: Json = isNew ? { $dynamicRef: '#meta' } : { $recursiveRef: '#' };
  const unevaluated = all('unevaluatedItems unevaluatedProperties', schema);
  const { format, ...content } = formatAndContentOf(draft, schema);
  const vocabularies: readonly (readonly [string, Keywords])[] = [
    ['core', coreOf(draft)],
    ['applicator', { ...applicatorsOf(draft, schema), ...(isNew ? {} : unevaluated) }],
    ...(isNew ? [['unevaluated', unevaluated] as const] : []),
    ['validation', validationOf(draft)],
    ['meta-data', dataOf(draft)],
    [isNew ? 'format-annotation' : 'format', { format: format ?? TEXT }],
    ['content', content],
  ];
  const former = isNew ? { $recursiveAnchor: ANCHORS[draft], $recursiveRef: REFERENCE } : {};
  const whole = { ...open, type: SCHEMA_OR_BOOLEAN };
  return {
    ...{ $schema: URLS[draft], $id: URLS[draft], ...whole },
    allOf: vocabularies.map(([name]) => ({ $ref: `meta/${name}` })),
    properties: { ...inNoVocabulary(schema, { $ref: 'meta/core#/$defs/names' }), ...former },
    $defs: Object.fromEntries(
      vocabularies.map(([name, properties]): [string, Json] => [
        name,
        { $id: `meta/${name}`, ...whole, properties, $defs: sharedBy(draft, schema) },
      ]),
    ),
  };
}

function coreOf(draft: Draft): Keywords {
  if (draft === 4) return { id: TEXT, $schema: URI, $ref: TEXT };
  const comment: Keywords = draft === 6 ? {} : { $comment: TEXT };
  const core: Keywords = { $id: REFERENCE, $schema: URI, $ref: REFERENCE, ...comment };
  if (draft < 2019) return core;
  const schema: Json = draft === 2020 ? { $dynamicRef: '#meta' } : { $recursiveRef: '#' };
  const newer: Keywords = {
    ...core,
    $vocabulary: { type: 'object', propertyNames: URI, additionalProperties: BOOLEAN },
    $defs: byName(schema),
  };
  if (draft === 2019) {
    const $id: Json = { type: 'string', format: 'uri-reference', pattern: WITHOUT_FRAGMENT };
    return { ...newer, $id, $anchor: ANCHORS[2019], $recursiveRef: REFERENCE, $recursiveAnchor: BOOLEAN };
  }
  // A text may fail both.
  const $id: Json = { $ref: '#/$defs/reference', pattern: WITHOUT_FRAGMENT };
  return { ...newer, $id, $dynamicRef: REFERENCE, ...all('$anchor $dynamicAnchor', ANCHORS[2020]) };
}

/** What from 2019 on is in no vocabulary, but known. */
function inNoVocabulary(schema: Json, names: Json): Keywords {
  return { definitions: byName(schema), dependencies: byName({ anyOf: [schema, names] }) };
}

function applicatorsOf(draft: Draft, schema: Json): Keywords {
  const additional: Json = draft === 4 ? { anyOf: [BOOLEAN, schema] } : schema;
  return {
    ...all('allOf anyOf oneOf', SCHEMAS),
    ...all('not', schema),
    ...all('properties', byName(schema)),
    patternProperties: draft < 7 ? byName(schema) : byName(schema, { propertyNames: { format: 'regex' } }),
    additionalProperties: additional,
    items: draft === 2020 ? schema : { anyOf: [schema, SCHEMAS] },
    ...(draft === 2020 ? { prefixItems: SCHEMAS } : { additionalItems: additional }),
    ...(draft >= 6 ? all('contains propertyNames', schema) : {}),
    ...(draft >= 7 ? all('if then else', schema) : {}),
    ...(draft >= 2019 ? { dependentSchemas: byName(schema) } : {}),
  };
}

function validationOf(draft: Draft): Keywords {
  const isFour = draft === 4;
  return {
    type: TYPES,
    enum: draft < 2019 ? { type: 'array', minItems: 1, uniqueItems: true } : LIST,
    multipleOf: { type: 'number', ...(isFour ? { minimum: 0, exclusiveMinimum: true } : { exclusiveMinimum: 0 }) },
    ...all('maximum minimum', NUMBER),
    ...all('exclusiveMaximum exclusiveMinimum', isFour ? BOOLEAN : NUMBER),
    ...all('maxLength maxItems maxProperties', COUNT),
    ...all('minLength minItems minProperties', draft < 2019 ? { allOf: [COUNT, {}] } : COUNT),
    pattern: REGEX,
    uniqueItems: BOOLEAN,
    required: NAMES,
    ...(draft >= 2019 ? { ...all('maxContains minContains', COUNT), dependentRequired: byName(NAMES) } : {}),
  };
}

function dataOf(draft: Draft): Keywords {
  return {
    ...all('title description', TEXT),
    ...(draft >= 7 ? { ...all('readOnly writeOnly', BOOLEAN), examples: LIST } : {}),
    ...(draft >= 2019 ? { deprecated: BOOLEAN } : {}),
  };
}

function formatAndContentOf(draft: Draft, schema: Json): Keywords {
  return {
    format: TEXT,
    ...(draft >= 7 ? all('contentMediaType contentEncoding', TEXT) : {}),
    ...(draft >= 2019 ? { contentSchema: schema } : {}),
  };
}

function sharedBy(draft: Draft, schema: Json): Keywords {
  const names: Json = { type: 'array', items: TEXT, uniqueItems: true, ...(draft === 4 ? { minItems: 1 } : {}) };
  return { schemas: { type: 'array', minItems: 1, items: schema }, names, reference: REFERENCE };
}

function byName(each: Json, more: Keywords = {}): Json {
  return { type: 'object', additionalProperties: each, ...more };
}

/** The same for several keywords. */
function all(names: string, form: Json): Keywords {
  return Object.fromEntries(names.split(' ').map((name) => [name, form]));
}
