import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { planned } from './fixture-fleet.ts';
import { configMap, fleetOf, fluxKustomization, list, written } from './flux-files.ts';

const deployment = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: default}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: app, image: "app:1.0.0"}]}
`;
const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: default}\nspec: {ports: [{port: 80}]}\n`;

/** A directory without a kustomization, whose files the clusters list one by one. */
const files = {
  'apps/shared.yaml': configMap('shared'),
  'apps/shop.yaml': deployment('shop'),
  'apps/shop-service.yaml': service('shop'),
  'apps/blog.yaml': deployment('blog'),
};
const entries = (...names: readonly string[]) => list('flux-system/gotk-sync.yaml', ...names);
const all = ['shared', 'shop-service', 'blog', 'shop'].map((name) => `../../apps/${name}.yaml`);
const [shared = '', shopService = '', , shop = ''] = all;

const fleet = fleetOf({
  ...files,
  'clusters/dev/kustomization.yaml': entries(...all),
  'clusters/prod/kustomization.yaml': entries(shared),
});

test.each([
  ['deployment/shop', 'deployment/shop', [shop]],
  ['apps/shop.yaml', 'deployment/shop', [shop]],
  ['shop', 'apps/shop-service.yaml and apps/shop.yaml', [shopService, shop]],
])('of several apps in one directory, %s is not all of them', (asked, subject, own) => {
  const promotion = promote(fleet, { asked, clusters: ['prod'] });
  expect(planned(promotion).subject).toBe(subject);
  expect(written(promotion)).toEqual({ 'clusters/prod/kustomization.yaml': entries(shared, ...own) });
  expect(written(demote(fleet, { asked, clusters: ['dev'] }))).toEqual({
    'clusters/dev/kustomization.yaml': entries(...all.filter((each) => !own.includes(each))),
  });
});

test('the directory is all of them, and the parts of one app stay together', () => {
  const whole = promote(fleetOf({ ...files, ...lists(all, []) }), { asked: 'apps', clusters: ['prod'] });
  expect(written(whole)).toEqual({ 'clusters/prod/kustomization.yaml': entries(...all) });
  const one = ['../../shop/web.yaml', '../../shop/worker.yaml'];
  const parts = fleetOf({
    'shop/web.yaml': deployment('shop-web'),
    'shop/worker.yaml': deployment('shop-worker'),
    ...lists(one, []),
  });
  expect(written(promote(parts, { asked: 'deployment/shop-web', clusters: ['prod'] }))).toEqual({
    'clusters/prod/kustomization.yaml': entries(...one),
  });
});

test('of a directory that Flux applies whole, a file is copied and removed alone, or not at all', () => {
  const whole = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/dev/shop.yaml': deployment('shop'),
    'apps/dev/blog.yaml': deployment('blog'),
    'apps/prod/blog.yaml': deployment('blog'),
  });
  const asked = 'deployment/shop';
  expect(written(promote(whole, { asked, clusters: ['prod'] }))).toEqual({ 'apps/prod/shop.yaml': deployment('shop') });
  expect(written(demote(whole, { asked, clusters: ['dev'] }))).toEqual({ 'apps/dev/shop.yaml': undefined });
  const shared = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps'),
    'clusters/prod/other.yaml': configMap('other'),
    ...files,
  });
  expect(promote(shared, { asked, clusters: ['prod'] })).toMatchObject({ kind: 'refused' });
  expect(demote(shared, { asked, clusters: ['dev'] })).toMatchObject({ kind: 'refused' });
});

test('of a directory that a cluster runs a part of, what it leaves out is told', () => {
  const part = fleetOf({ ...files, ...lists(all, [shared, shop]) });
  expect(promote(part, { asked: 'apps', clusters: ['prod'] })).toEqual({
    kind: 'nothing',
    reason: 'apps already runs in prod, without Deployment/blog of dev',
  });
});

function lists(dev: readonly string[], prod: readonly string[]) {
  return {
    'clusters/dev/kustomization.yaml': entries(...dev),
    'clusters/prod/kustomization.yaml': entries(...prod),
  };
}
