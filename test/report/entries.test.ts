import { expect, test } from '@jest/globals';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { headline } from '../../src/report/model/headline/headline.ts';
import { fullMatrix } from '../../src/report/model/matrix.ts';
import { reviewOf } from '../review/review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from '../review/small-fleet.ts';

const apps = (...spec: readonly string[]): SmallFiles => ({
  ...cluster('prod'),
  'clusters/prod/apps.yaml': flux('apps', 'apps', spec),
  'apps/web.yaml': deployment('web'),
});

/** The entries of a comment, without their places. */
function told(before: SmallFiles, after: SmallFiles): readonly string[] {
  const lines = toMarkdown(reviewOf(before, after)).split('\n');
  return lines.filter((line) => line.startsWith('- **')).map((line) => line.replace(/ · <sub>.*<\/sub>/, ''));
}

test('a FluxKustomization that the merge resumes follows Git again, which is said once', () => {
  expect(told(apps('prune: true', 'suspend: true'), apps('prune: true'))).toEqual([
    '- **\\~** Kustomization `flux-system/apps` follows Git again: everything merged since is applied now',
  ]);
});

test('what is built from the whole repository stands under its directory, which has a name', () => {
  const whole = (image: string): SmallFiles => ({
    'gotk-sync.yaml':
      cluster('prod')['clusters/prod/flux-system/gotk-sync.yaml']?.replace('./clusters/prod', './') ?? '',
    'web.yaml': deployment('web', '', `replicas: ${image}`),
  });
  const review = reviewOf(whole('1'), whole('2'));
  expect(headline(review)).toBe('web: root changes 1 object');
  expect(fullMatrix(review).rows).toEqual([{ unit: '.', cells: ['~1'] }]);
});

test('a version that Flux leaves alone is not the headline', () => {
  const web = (version: string) =>
    deployment('web')
      .replace('shop }', 'shop, annotations: { kustomize.toolkit.fluxcd.io/reconcile: disabled } }')
      .replace('1.2.3', version);
  const files = (version: string) => ({ ...apps('prune: true'), 'apps/web.yaml': web(version) });
  expect(headline(reviewOf(files('1.2.3'), files('2.0.0')))).toBe('apps: prod changes 1 object');
});
