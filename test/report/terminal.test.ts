import { expect, test } from '@jest/globals';
import { standingReview } from '../../src/ask/standing-review.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { validationText } from '../../src/report/cluster/validation-text.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { cluster, flux } from '../review/small-fleet.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { gainedInProd } from './reviews.ts';

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

const widest = (text: string) =>
  Math.max(
    ...text
      .split('\n')
      .filter((line) => line.trim().includes(' '))
      .map((line) => line.replaceAll(COLOURS, '').length),
  );

test.each([true, false])('a review folds at the width of a terminal, in colour: %s', (colour) => {
  const whole = toText(gainedInProd, { colour, width: 60 });
  const text = toText(gainedInProd, { colour, width: 60, folds: true });
  expect([widest(whole) > 100, widest(text) <= 60]).toEqual([true, true]);
  expect(text.split(/\s+/)).toEqual(whole.split(/\s+/));
  if (!colour) expect(text).toContain('\n    + Service foo/foo-app is created\n      apps/foo-app/base/');
});

test('remote addresses are a line each, each once, and more than ten are counted', () => {
  const urls = Array.from({ length: 12 }, (_, at) => `  - https://git.example.com/${at}.yaml\n`);
  const files = {
    ...cluster('prod'),
    'clusters/prod/apps.yaml': `${flux('apps', 'apps')}---\n${flux('more', 'more')}`,
    'apps/kustomization.yaml': `resources:\n${urls.join('')}`,
    'more/kustomization.yaml': `resources:\n${urls[0]}`,
  };
  const about = { head: '', key: new Uint8Array(32) };
  const text = validationText(standingReview({ tree: memoryTree(files), config: defaultConfig }, about));
  const at = (line: number) => `apps/kustomization.yaml:${line + 2}`;
  expect(text.split('\n').slice(2, 16)).toEqual([
    '! prod partly known: 12 remote addresses are not known: remote files are not fetched',
    `  https://git.example.com/0.yaml  ${at(0)}  more/kustomization.yaml:2`,
    ...Array.from({ length: 9 }, (_, line) => `  https://git.example.com/${line + 1}.yaml  ${at(line + 1)}`),
    '  and 2 more',
    '  fix: Copy it into this repository, or make it a Flux source.',
    '',
  ]);
});
