import { expect, test } from '@jest/globals';
import { reviewOf } from '../review-of.ts';
import { cluster, type SmallFiles } from '../small-fleet.ts';
import { linesOf } from './said.ts';

const SYNC = 'clusters/prod/flux-system/gotk-sync.yaml';
const plain = cluster('prod')[SYNC] ?? '';
const inRegion = (name: string) => `${plain}  postBuild: { substitute: { REGION: ${name} } }\n`;
const settings = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\ndata:\n  a: $\{REGION}\n`;
const fleet = (sync: string, ...resources: readonly string[]): SmallFiles => ({
  'clusters/prod/kustomization.yaml': `resources: [settings.yaml${resources.map((each) => `, ${each}`).join('')}]\n`,
  'clusters/prod/settings.yaml': settings,
  [SYNC]: sync,
});
const { [SYNC]: _, ...without } = fleet('');

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  ['is changed', fleet(inRegion('eu')), fleet(inRegion('us')), []],
  [
    'is left out by .sourceignore, and changed',
    { ...fleet(inRegion('eu')), '.sourceignore': 'flux-system/\n' },
    { ...fleet(inRegion('us')), '.sourceignore': 'flux-system/\n' },
    [],
  ],
  ['is new, as its cluster is', {}, fleet(inRegion('eu')), ['+ ConfigMap/settings: created']],
  ['is deleted', fleet(inRegion('eu')), without, []],
  [
    'is listed, and changed',
    fleet(inRegion('eu')),
    fleet(inRegion('us'), 'flux-system/gotk-sync.yaml'),
    [
      '+ GitRepository/flux-system: created',
      '+ Kustomization/flux-system: created',
      '~ ConfigMap/settings: updated (data.a: eu → us)',
    ],
  ],
  [
    'is left out of the list that held it',
    fleet(inRegion('eu'), 'flux-system/gotk-sync.yaml'),
    fleet(inRegion('us')),
    ['- GitRepository/flux-system: pruned', '- Kustomization/flux-system: pruned'],
  ],
])('what bootstrap has applied and no kustomization lists: %s', (_, before, after, expected) => {
  expect(linesOf(reviewOf(before, after))).toEqual(expected);
});
