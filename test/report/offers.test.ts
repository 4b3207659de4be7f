import { expect, test } from '@jest/globals';
import type { ClusterOffer } from '../../src/promotion/propose/promotable-units.ts';
import { offersMarkdown } from '../../src/report/offers/offers-markdown.ts';
import { offersText } from '../../src/report/offers/offers-text.ts';

const offer = (cluster: string, units: readonly string[], isPartlyKnown = false): ClusterOffer => ({
  cluster,
  isPartlyKnown,
  units: units.map((unit) => ({ unit, from: 'dev' })),
});

const few = [offer('dev', []), offer('test', ['foo-app']), offer('prod', ['foo-app', 'kyverno/shared'], true)];

test('few units are a list for each cluster', () => {
  expect(offersMarkdown(few)).toBe(`**test** lacks 1 unit

- \`foo-app\` from dev

**prod** lacks 2 units

- \`foo-app\` from dev
- \`kyverno/shared\` from dev

Nothing for dev.

Only partly rendered, so it may run more: prod.

\`/promote foo-app test --dry-run\` shows the edit, or why there is none.`);
});

test('in a terminal they stand below each other', () => {
  expect(offersText(few)).toBe(`test lacks 1 unit
  foo-app         from dev
prod lacks 2 units
  foo-app         from dev
  kyverno/shared  from dev
Nothing for dev.
Only partly rendered, so it may run more: prod.
blast-radius promote foo-app test --dry-run shows the edit, or why there is none.
`);
});

const names = (count: number) => Array.from({ length: count }, (_, at) => `unit-${String(at).padStart(4, '0')}`);

test('many are folded, each on a line that a phone has room for', () => {
  const text = offersMarkdown([offer('prod', names(40))]);
  expect(text.startsWith('<details><summary><b>prod</b> lacks 40 units</summary>\n\n- `unit-0000` from dev\n')).toBe(
    true,
  );
  expect(text.split('</details>')).toHaveLength(2);
});

test('more than a comment holds are counted', () => {
  const text = offersMarkdown([offer('test', names(3_000)), offer('prod', names(3_000))]);
  expect(text.length).toBeLessThan(60_000);
  expect(text).toMatch(/\n- and [\d,]+ more units\n\n<\/details>/);
});

test('names are nothing but names', () => {
  const text = offersMarkdown([offer('<b>@team</b>', ['`x` </summary> @team', ...names(9)])]);
  expect(text).toContain('<b><code>&#60;b&#62;@team&#60;/b&#62;</code></b>');
  expect(text).toContain('- `` `x` </summary> @team `` from dev');
});

test('where nothing is lacking, that is said', () => {
  expect(offersMarkdown([offer('dev', [])])).toBe('Nothing to promote: every cluster runs every unit.');
  expect(offersText([offer('dev', [])])).toBe('Nothing to promote: every cluster runs every unit.\n');
});
