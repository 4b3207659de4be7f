import { expect, test } from '@jest/globals';
import { promote } from '../../src/promotion/propose/promote.ts';
import { planned } from './fixture-fleet.ts';
import { configMap, type FileTexts, fleetOf, fluxKustomization, list } from './flux-files.ts';

const spec = '  targetNamespace: shop-dev\n  postBuild: {substitute: {stage: dev, host: dev.example.org}}\n';
const shop = { 'apps/shop/kustomization.yaml': list('cm.yaml'), 'apps/shop/cm.yaml': configMap('shop') };

function notesOf(files: FileTexts, overlay = false): readonly string[] {
  const promotion = promote(fleetOf({ ...shop, ...files }), { asked: 'shop', clusters: ['prod'], overlay });
  return planned(promotion).notes.filter((note) => note.includes('still mentions'));
}

test('of a copied FluxKustomization every line that still names the source is told', () => {
  const files = {
    'clusters/dev/shop.yaml': fluxKustomization('shop', 'apps/shop', spec),
    'clusters/prod/other.yaml': configMap('other'),
  };
  expect(notesOf(files)).toEqual([
    'clusters/prod/shop.yaml was copied from clusters/dev/shop.yaml and still mentions dev in lines 11 and 12.',
  ]);
});

test('by its line in the file that it is appended to', () => {
  const other = fluxKustomization('other', 'apps/other');
  const files = {
    'apps/other/cm.yaml': configMap('other'),
    'clusters/dev/apps.yaml': `${other}---\n${fluxKustomization('shop', 'apps/shop', spec)}`,
    'clusters/prod/apps.yaml': other,
  };
  expect(notesOf(files)).toEqual([
    'clusters/prod/apps.yaml was copied from clusters/dev/apps.yaml and still mentions dev in lines 22 and 23.',
  ]);
});

test('so it is of a copied overlay, in each file', () => {
  const files = {
    'clusters/dev/kustomization.yaml': list('flux-system/gotk-sync.yaml', '../../apps/shop/overlays/dev'),
    'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml'),
    'apps/shop/overlays/dev/kustomization.yaml': `${list('../../base', 'settings.yaml')}namePrefix: dev-\n`,
    'apps/shop/overlays/dev/settings.yaml': configMap('settings', '{host: dev.example.org, b: c}'),
    'apps/shop/base/kustomization.yaml': list('cm.yaml'),
    'apps/shop/base/cm.yaml': configMap('shop'),
  };
  expect(notesOf(files, true)).toEqual([
    'apps/shop/overlays/prod/kustomization.yaml still mentions dev in line 7.',
    'apps/shop/overlays/prod/settings.yaml still mentions dev in line 4.',
  ]);
});
