import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/read-config.ts';
import { RULE_IDS } from '../../src/policy/judge/rules.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { blocksOf, pages, textOf } from '../docs/pages.ts';

const schema = JSON.parse(textOf('docs/config.schema.json'));
const isConfig = (text: string) => Object.keys(parse(text)).every((key) => key in schema.properties);
const examples = pages.flatMap((page) =>
  blocksOf(page, 'yaml')
    .filter(isConfig)
    .map((text) => [page, text] as const),
);
const validate = new Ajv({ strict: false }).compile(schema);

test('the guide has an example for every key', () => {
  const guide = examples.filter(([page]) => page === 'docs/reference/configuration.md');
  const keys = guide.flatMap(([, text]) => Object.keys(parse(text)));
  expect([...new Set(keys)].sort()).toEqual([
    'approvals',
    'checks',
    'clusters',
    'dashboard',
    'ignore',
    'labels',
    'overrides',
    'rules',
    'unreviewed',
  ]);
});

test.each(examples)('an example of %s is valid: %s', (_page, text) => {
  expect(readConfig(new Source(text), RULE_IDS)).toMatchObject({ kind: 'config' });
  expect(validate(parse(text))).toBe(true);
});

test('the published schema refuses what the program refuses', () => {
  const wrong = [
    'clusters: []',
    'clusters: [{ name: a }]',
    'rules: { x: eror }',
    'chekcs: {}',
    'ignore: [{ knd: Job }]',
  ];
  for (const text of wrong) {
    expect([text, validate(parse(text))]).toEqual([text, false]);
    expect([text, readConfig(new Source(text)).kind]).toEqual([text, 'invalid']);
  }
});
