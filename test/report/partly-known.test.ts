import { describe, expect, test } from '@jest/globals';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { headline } from '../../src/report/model/headline/headline.ts';
import { fullMatrix } from '../../src/report/model/matrix.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { type Layout, reviewOf } from '../review/review-of.ts';
import { cluster, deployment, flux } from '../review/small-fleet.ts';

const BASE = 'https://github.com/acme/bases//web?ref=v1';
const web = deployment('web');
const next = web.replace('1.2.3', '1.2.4');

/** Two clusters that run one base, each by an overlay of its own; prod also something else. */
const fleet = (prod: string, files: Layout = {}): Layout => ({
  ...cluster('prod'),
  ...cluster('test'),
  '.github/blast-radius.yml': 'clusters: [{ path: clusters/test }, { path: clusters/prod }]\n',
  'clusters/prod/apps.yaml': flux('apps', 'apps/prod'),
  'clusters/test/apps.yaml': flux('apps', 'apps/test'),
  'clusters/prod/infra.yaml': flux('infra', 'infra'),
  'apps/base/kustomization.yaml': 'resources: [web.yaml]\n',
  'apps/base/web.yaml': web,
  'apps/prod/kustomization.yaml': `resources: [../base${prod}]\n`,
  'apps/test/kustomization.yaml': 'resources: [../base]\n',
  'infra/api.yaml': deployment('api'),
  ...files,
});

const broken = fleet(', gone.yaml');
const hidden = reviewOf(broken, { ...broken, 'apps/base/web.yaml': next });
const both = reviewOf(broken, {
  ...broken,
  'apps/base/web.yaml': next,
  'infra/api.yaml': deployment('api').replace('1.2.3', '1.2.5'),
});
const remote = reviewOf(fleet(`, "${BASE}"`), fleet(`, "${BASE}2"`, { 'apps/base/web.yaml': next }));
const repaired = reviewOf(broken, fleet(''));

const times = (text: string, part: string) => text.split(part).length - 1;

describe('why something is not known', () => {
  test.each([
    ['a root that is broken on both sides', hidden, 'does not exist'],
    ['one beside others', both, 'does not exist'],
    ['a remote base', remote, 'remote files are not fetched'],
    ['a root that is repaired', repaired, 'does not exist'],
  ])('%s is said once', (_, review, why) => {
    expect(times(toMarkdown(review), why)).toBe(1);
    expect(times(toText(review).replaceAll(/\s+/g, ' '), why)).toBe(1);
    expect(times(toHtml(review), why)).toBe(1);
  });

  test('what is not known comes first, and the reason behind it', () => {
    expect(toMarkdown(both)).toContain(
      '**prod partly known**: what `apps/base/web.yaml` changes in `flux-system/apps` is not known: `gone.yaml` does not exist<br>',
    );
    expect(toMarkdown(remote)).toContain(
      `**prod partly known**: what \`apps/prod/kustomization.yaml\` changes in what \`flux-system/apps\` fetches from elsewhere is not known: \`${BASE}2\` is a remote URL`,
    );
    expect(toMarkdown(repaired)).toContain(
      '**prod renders again, unknown before**: what was in `flux-system/apps` before is not known: `gone.yaml` does not exist; 1 object (Deployment `shop/web`) is there now',
    );
  });

  test('a section of a cluster names it without the reason, where it stands beside what is known', () => {
    expect(toMarkdown(both)).toContain(
      'Not known:\n\n- what `apps/base/web.yaml` changes in `flux-system/apps` is not known\n',
    );
    expect(toMarkdown(hidden)).not.toContain('Not known:');
  });
});

test('an arrow to what is not known carries a question mark', () => {
  const files: Layout = {
    ...cluster('dev'),
    '.github/blast-radius.yml':
      'clusters: [{ path: clusters/dev }, { path: clusters/test }, { path: clusters/prod }]\n',
    'clusters/dev/apps.yaml': flux('apps', 'apps/test'),
    'infra/job.yaml': deployment('job'),
  };
  const before = fleet(', gone.yaml', files);
  const after = {
    ...before,
    'apps/base/web.yaml': next,
    'infra/api.yaml': deployment('api').replace('1.2.3', '1.2.5'),
    'infra/job.yaml': deployment('job').replace('1.2.3', '1.2.5'),
  };
  const picture = /```mermaid\n(.*?)```/s.exec(toMarkdown(reviewOf(before, after)))?.[1] ?? '';
  expect(picture.split('\n').filter((line) => line.includes('>'))).toEqual([
    '  f0 --> u0',
    '  f0 -. "?" .-> c2',
    '  f1 --> u1',
    '  f2 --> u1',
    '  u0 -- "~1" --> c0',
    '  u0 -- "~1" --> c1',
    '  u1 -- "~2" --> c2',
  ]);
  expect(toMarkdown(both)).not.toContain('mermaid');
});

test.each([
  ['beside a unit that may be in it', hidden, [['apps', '~1', '?']]],
  [
    'beside one that is known',
    remote,
    [
      ['apps', '~1', '~1'],
      ['flux-system/apps', '·', '?'],
    ],
  ],
  ['alone', repaired, [['flux-system/apps', '·', '?']]],
])('a root that is not known has a row of its own only where no other row says so: %s', (_, review, rows) => {
  expect(fullMatrix(review).rows.map(({ unit, cells }) => [unit, ...cells])).toEqual(rows);
});

test('what is partly known is not lost among many clusters', () => {
  const names = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff'].map((each) => `stage-in-a-region-with-a-long-name-${each}`);
  const of = (ref: string, image: string): Layout => ({
    ...Object.assign({}, ...names.map(cluster)),
    ...Object.fromEntries(
      names.flatMap((name, index) => [
        [`clusters/${name}/apps.yaml`, flux('apps', `apps/${name}`)],
        [
          `apps/${name}/kustomization.yaml`,
          `resources: [../base${index === 0 ? `, "${BASE}${ref}"` : ''}]\nnameSuffix: -${index % 2}\n`,
        ],
      ]),
    ),
    'apps/base/kustomization.yaml': 'resources: [web.yaml]\n',
    'apps/base/web.yaml': image,
    'clusters/stage-in-a-region-with-a-long-name-cc/extra.yaml':
      ref === '' ? web.replaceAll('web', 'c') : web.replaceAll('web', 'd'),
    'clusters/stage-in-a-region-with-a-long-name-ee/kept.yaml': ref === '' ? web.replaceAll('web', 'e') : '',
  });
  expect(headline(reviewOf(of('', web), of('2', next)))).toMatch(/ and \d more clusters?, (1 )?partly known/);
});

test('names in a page are code where they are code in a comment', () => {
  const page = toHtml(remote);
  expect(page).toContain(`<code>${BASE}2</code> is a remote URL`);
  expect(page).toContain('<code>apps/base/web.yaml</code> is shared');
  expect(page).not.toContain('&#34;https://');
});
