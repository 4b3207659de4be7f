import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { reportPage } from '../../scripts/report-page.ts';

test('the script and the style that a page holds are what `npm run schemas` writes of their files', () => {
  const committed = new URL('../../src/report/html/page.generated.ts', import.meta.url);
  expect(readFileSync(committed, 'utf8')).toBe(reportPage());
});
