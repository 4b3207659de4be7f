import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/read-config.ts';
import { RULE_IDS } from '../../src/policy/judge/rules.ts';
import { Source } from '../../src/yaml/node/source.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../docs/${path}`, import.meta.url)), 'utf8');
const examples = ['reference/configuration.md', 'how-it-decides/validation.md', 'reference/rules.md'].flatMap((page) =>
  [...read(page).matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => [page, text] as const),
);
const validate = new Ajv({ strict: false }).compile(JSON.parse(read('config.schema.json')));

test('the guide has an example for every key', () => {
  const keys = examples.flatMap(([, text]) => Object.keys(parse(text)));
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

test.each(examples.filter(([page]) => page !== 'reference/rules.md'))(
  'an example of %s is valid: %s',
  (_page, text) => {
    expect(readConfig(new Source(text), RULE_IDS)).toMatchObject({ kind: 'config' });
    expect(validate(parse(text))).toBe(true);
  },
);

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
