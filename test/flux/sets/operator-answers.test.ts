import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { expressionCases } from '../../../scripts/resourceset/cases/expressions.ts';
import { shapeCases } from '../../../scripts/resourceset/cases/shapes.ts';
import { ours } from '../../../scripts/resourceset/ours.ts';

/** What flux-operator 0.59.0 has answered: `npm run oracle:resourceset -- --record=FILE`. */
const lines = readFileSync(new URL('operator-answers.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');
const answers = new Map<string, unknown>(lines.map((line) => JSON.parse(line)));

describe('What a ResourceSet makes is what flux-operator makes of it', () => {
  test.each([
    ['expressions', expressionCases()],
    ['shapes', shapeCases()],
  ])('%s', (_, questions) => {
    const made = questions.map((question) => {
      const answer = ours(question);
      return [question.id, 'error' in answer ? 'fails' : answer.objects];
    });
    expect(made).toEqual(questions.map(({ id }) => [id, answers.get(id)]));
  });
});
