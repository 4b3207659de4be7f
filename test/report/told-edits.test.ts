import { expect, test } from '@jest/globals';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { reviewOf } from '../review/review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from '../review/small-fleet.ts';

/** A FluxKustomization that sets the replicas of what it applies, and a variable. */
const apps = (replicas: number, level = 'info', more: readonly string[] = []): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', 'apps', [
    'prune: true',
    'patches:',
    '  - target: { kind: Deployment }',
    '    patch: |',
    '      - op: replace',
    '        path: /spec/replicas',
    `        value: ${replicas}`,
    'postBuild:',
    '  substitute:',
    `    LEVEL: ${level}`,
    ...more,
  ]),
});

const manifests: SmallFiles = {
  ...cluster('prod'),
  'apps/web.yaml': deployment('web', '', 'replicas: 1'),
  'apps/level.yaml': `kind: ConfigMap\napiVersion: v1\nmetadata: { name: level, namespace: shop }\ndata: { LEVEL: "$${'{LEVEL}'}" }\n`,
};

const review = (before: SmallFiles, after: SmallFiles) =>
  reviewOf({ ...manifests, ...before }, { ...manifests, ...after });

/** The entries of a comment, without their places. */
function told(before: SmallFiles, after: SmallFiles): readonly string[] {
  const lines = toMarkdown(review(before, after)).split('\n');
  return lines.filter((line) => line.startsWith('- **')).map((line) => line.replace(/ · <sub>.*<\/sub>/, ''));
}

test('an edited patch of a FluxKustomization and the object that it patches are one entry, which names both', () => {
  expect(told(apps(1), apps(3))).toEqual([
    '- **\\~** Deployment `shop/web` · through `spec.patches[0].patch` of Kustomization `flux-system/apps`',
  ]);
  const comment = toMarkdown(review(apps(1), apps(3)));
  expect(comment).toContain('@@ spec.replicas @@\n- 1\n+ 3\n');
  expect(comment).not.toContain('path: /spec/replicas');
  expect(comment).toContain('prod</b> changes 2 objects');
  expect(comment).toContain(' · 1 folded · ');
  expect(toText(review(apps(1), apps(3)))).not.toContain('path: /spec/replicas');
  expect(toHtml(review(apps(1), apps(3)))).toContain('path: /spec/replicas');
});

test('so are a variable that it sets and what is made with it', () => {
  expect(told(apps(1), apps(1, 'debug'))).toEqual([
    '- **\\~** ConfigMap `shop/level` · through `spec.postBuild.substitute.LEVEL` of Kustomization `flux-system/apps`',
  ]);
});

test.each([
  ['a second field may do nothing', apps(1), apps(3, 'debug')],
  ['a suspension is more than its objects show', apps(1), apps(1, 'info', ['suspend: true'])],
  [
    'of two in one file either may have done it',
    {
      'clusters/prod/apps.yaml': `${apps(1)['clusters/prod/apps.yaml']}---\n${flux('more', 'more', ['postBuild: { substitute: { A: a } }'])}`,
    },
    {
      'clusters/prod/apps.yaml': `${apps(3)['clusters/prod/apps.yaml']}---\n${flux('more', 'more', ['postBuild: { substitute: { A: b } }'])}`,
    },
  ],
])('an edit stands by itself where its objects do not say all of it: %s', (_, before, after) => {
  const more = { 'more/a.yaml': deployment('more') };
  expect(told({ ...more, ...before }, { ...more, ...after })).toContainEqual(
    expect.stringContaining('- **\\~** Kustomization `flux-system/apps`'),
  );
});

test('where no object changes by it, it stands by itself', () => {
  expect(told(apps(1, 'info', ['    UNUSED: a']), apps(1, 'info', ['    UNUSED: b']))).toEqual([
    '- **\\~** Kustomization `flux-system/apps`',
  ]);
});
