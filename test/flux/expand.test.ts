import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { expand } from '../../src/flux/substitute/expand.ts';
import { TemplateError } from '../../src/flux/substitute/template.ts';
import type { Variables } from '../../src/flux/substitute/variables.ts';

/** What fluxcd/pkg/envsubst v1.8.0 makes of each template, with these variables; no output where it fails. */
const recorded = v.parse(
  v.array(v.object({ template: v.string(), output: v.optional(v.string()) })),
  JSON.parse(readFileSync(new URL('../fixtures/flux/envsubst.json', import.meta.url), 'utf8')),
);

const variables: Variables = {
  named: new Map(
    Object.entries({ A: 'alpha', B: 'path/to/file.tar.gz', E: '', N: '42', U: 'Grüße' }).map(([name, value]) => [
      name,
      { value },
    ]),
  ),
  unknown: [],
};

test.each(recorded)('$template expands as Flux expands it, or fails as it fails', ({ template, output }) => {
  expect(expanded(template)).toBe(output);
});

test('a slice that cuts a character in two is refused: what Flux makes of it is no text', () => {
  expect(() => expand(['$', '{U:0:3}'].join(''), variables, true)).toThrow(TemplateError);
});

test('a value of a Secret is marked where it stands, and so is what an operator makes of it', () => {
  const secret: Variables = { named: new Map([['TOKEN', { value: 's3cret', isSecret: true }]]), unknown: [] };
  const template = ['a $', '{TOKEN} b $', '{TOKEN^^}'].join('');
  expect(expand(template, secret, true)).toEqual({
    text: 'a s3cret b S3CRET',
    hidden: [
      { start: 2, end: 8, hidden: 'secret' },
      { start: 11, end: 17, hidden: 'secret' },
    ],
  });
});

function expanded(template: string): string | undefined {
  try {
    return expand(template, variables, true).text;
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}
