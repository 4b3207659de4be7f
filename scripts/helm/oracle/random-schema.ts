import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chance } from '../fuzz/chance.ts';
import type { Question } from './question.ts';
import { type Asked, helmRelease, question } from './random-release.ts';
import type { Json } from './random-values.ts';

const FOLDER = join('build', 'oracle-schemas');
/** Drafts, and what Helm refuses or takes for one without the network. */
const DRAFTS: readonly Json[] = [
  'http://json-schema.org/draft-04/schema#',
  'http://json-schema.org/draft-06/schema#',
  'http://json-schema.org/draft-07/schema#',
  'https://json-schema.org/draft-07/schema',
  'https://json-schema.org/draft/2019-09/schema',
  'https://json-schema.org/draft/2020-12/schema#',
];
const ODD_DRAFTS: readonly Json[] = [
  'http://json-schema.org/draft-06/schema#none',
  'https://json-schema.org/schema',
  'urn:example:draft',
  'ftp://example.test/draft',
  'draft-07',
  '',
  7,
  null,
  'file:///values.schema.json',
];
const NONE = 'none';
const WRONG: readonly Json[] = [5, -1, 1.5, '#x', '(', '', true, false, null, [], ['a', 'a'], [1], {}, { a: 5 }];
/** How often a keyword holds something wrong: once in so many. */
const WRONG_SHARE = 14;
const NAMES = ['a', 'b', 'c', 'd e'];
const TYPES = ['string', 'integer', 'number', 'object', 'array', 'boolean', 'null'];
const REFERENCES = ['#/definitions/one', '#/$defs/two', '#/more/three', '#/more/none', '#name', '#', '#/properties/a'];

type Make = (chance: Chance, depth: number) => Json;
const text: Make = (chance) => chance.pick(['x', 'some text', '']);
const count: Make = (chance) => chance.below(4);
const number: Make = (chance) => chance.pick([0, 1, 2.5, -3, 10]);
const flag: Make = (chance) => chance.below(2) === 0;
const names: Make = (chance) => NAMES.filter(() => chance.below(3) === 0);
const schemas: Make = (chance, depth) =>
  Array.from({ length: 1 + chance.below(2) }, () => randomSchema(chance, depth - 1));
const byName: Make = (chance, depth) =>
  Object.fromEntries(
    NAMES.filter(() => chance.below(2) === 0).map((name): [string, Json] => [name, randomSchema(chance, depth - 1)]),
  );
const schema: Make = (chance, depth) => randomSchema(chance, depth - 1);

/** What keywords of any draft hold, each draft's and some of others. */
const KEYWORDS: readonly (readonly [names: string, make: Make])[] = [
  ['type', (chance) => chance.pick<Json>([...TYPES, ['string', 'null'], ['object', 'array'], ['string', 'string']])],
  ['properties definitions $defs', byName],
  ['patternProperties', (chance, depth) => ({ [chance.pick(['^a', 'b$', '('])]: randomSchema(chance, depth - 1) })],
  ['dependentSchemas', byName],
  ['dependencies', (chance, depth) => ({ a: chance.below(2) === 0 ? names(chance, 0) : schema(chance, depth) })],
  ['dependentRequired', (chance) => ({ a: names(chance, 0) })],
  ['required', names],
  ['allOf anyOf oneOf prefixItems', schemas],
  ['items additionalItems', (chance, depth) => (chance.below(3) === 0 ? schemas : schema)(chance, depth)],
  ['not if then else contains propertyNames additionalProperties contentSchema', schema],
  ['unevaluatedProperties unevaluatedItems', schema],
  ['enum', (chance) => chance.pick<Json>([['x', 1], [], [null, 'x'], [1, 1]])],
  ['const default', (chance) => chance.pick<Json>(['x', 1, {}])],
  ['examples', () => ['x']],
  ['multipleOf maximum minimum exclusiveMaximum exclusiveMinimum', number],
  ['maxLength minLength maxItems minItems maxProperties minProperties minContains maxContains', count],
  ['pattern', (chance) => chance.pick(['^x', '(', '[a-z]+'])],
  ['format', (chance) => chance.pick(['date', 'ipv4', 'uri', 'none'])],
  ['title description $comment contentEncoding contentMediaType', text],
  ['uniqueItems readOnly writeOnly deprecated $recursiveAnchor', flag],
  ['$ref', (chance) => chance.pick(REFERENCES)],
  ['$recursiveRef', () => '#'],
  ['$dynamicRef', (chance) => chance.pick(['#name', '#'])],
  ['$anchor $dynamicAnchor', (chance) => chance.pick(['name', 'other', '1st', 'a#b'])],
  [
    '$id id',
    (chance) => chance.pick(['#name', 'https://example.test/a', 'b.json', 'a#b', '%zz', 'values.schema.json']),
  ],
  ['$schema', (chance) => chance.pick(DRAFTS)],
];
/** Which decide what the others mean, and so are rare. */
const RARE = /^\$|^id$/;
const ALL = KEYWORDS.flatMap(([words, make]) => words.split(' ').map((name) => ({ name, make })));

/** @returns charts whose schema may be wrong in form, with values that may not meet it */
export function schemaCases(count: number, first: number, asked: Asked): readonly Question[] {
  return Array.from({ length: count }, (_, index) => {
    const seed = first + index;
    const chance = new Chance(seed);
    const chart = join(FOLDER, String(seed));
    mkdirSync(join(chart, 'templates'), { recursive: true });
    writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: held\nversion: 1.0.0\n');
    writeFileSync(join(chart, 'templates', 'a.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
    writeFileSync(join(chart, 'values.schema.json'), JSON.stringify(wholeSchema(chance)));
    const values = Object.fromEntries(
      NAMES.filter(() => chance.below(2) === 0).map((name) => [name, chance.pick<Json>(['x', 1, [1, 1], { a: 'y' }])]),
    );
    const former = { chart: 'scripts/helm/oracle/charts/echo-before', values: {} };
    return question(`schema ${seed}`, asked, { release: helmRelease('held', 'apps', { values }), chart, former });
  });
}

function wholeSchema(chance: Chance): Json {
  const draft = chance.pick(chance.below(12) === 0 ? ODD_DRAFTS : [...DRAFTS, NONE]);
  const inner = randomSchema(chance, 3);
  const isMap = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
  if (!isMap || chance.below(30) === 0) return chance.pick([inner, ...WRONG]);
  return {
    ...inner,
    ...(draft !== NONE && { $schema: draft }),
    ...(chance.below(2) === 0 && { definitions: { one: randomSchema(chance, 1) }, $defs: { two: schema(chance, 2) } }),
    ...(chance.below(2) === 0 && { more: { three: randomSchema(chance, 1) } }),
  };
}

function randomSchema(chance: Chance, depth: number): Json {
  if (depth <= 0 || chance.below(12) === 0) return chance.pick<Json>([true, {}, { type: 'string' }, { minimum: 1 }]);
  const made: { [key: string]: Json } = {};
  for (let i = chance.below(5); i >= 0; i--) {
    const { name, make } = chance.pick(ALL);
    if (RARE.test(name) && chance.below(3) > 0) continue;
    made[name] = chance.below(WRONG_SHARE) === 0 ? chance.pick(WRONG) : make(chance, depth);
  }
  return made;
}
