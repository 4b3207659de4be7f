import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { rulesPage } from '../../scripts/rules-page.ts';

test('docs/reference/rules.md is what `npm run schemas` writes', () => {
  expect(readFileSync(new URL('../../docs/reference/rules.md', import.meta.url), 'utf8')).toBe(rulesPage());
});
