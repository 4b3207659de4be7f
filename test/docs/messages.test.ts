import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root, textOf } from './pages.ts';

const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => textOf(join('src', path)))
  .join('\n')
  // One message in two literals.
  .replace(/['`] \+\s+['`]/g, '');

/** What the first cells of a page's tables quote, of which `…` stands for what differs. */
function quotedBy(page: string, quotation: RegExp): readonly string[] {
  const cells = [...textOf(page).matchAll(/^\| (.*?) \| /gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(quotation)].map(([, text = '']) => text));
}

test.each([
  ['docs/reference/troubleshooting.md', /`([^`]+)`/g, 30],
  ['docs/operators/runbook.md', /\*([^*]{10,})\*/g, 8],
])('every message that %s quotes is one of the program', (page, quotation, least) => {
  const quoted = quotedBy(page, quotation);
  const unknown = quoted.filter((text) => !text.split('…').every((part) => source.includes(part.trim())));
  expect(unknown).toEqual([]);
  expect(quoted.length).toBeGreaterThan(least);
});
