import type { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { PromoteRequest } from '../../src/promotion/propose/promote.ts';
import { loadFleet } from '../fixtures/fleets/load-fleet.ts';
import { shapeFolder } from './fixture-fleet.ts';

/** A promotion in a fleet of some shape, whose whole answer is kept beside it as a patch. */
type ShapePromotion = readonly [shape: string, name: string, request: PromoteRequest];

/** Each is asked in the core, on the command line, and in a comment. */
export const SHAPE_PROMOTIONS: readonly ShapePromotion[] = [
  ['flux-per-app', 'billing-to-production', { asked: 'billing', clusters: ['production'] }],
  ['apps-per-environment', 'billing-to-production', { asked: 'billing', clusters: ['production'] }],
  ['directories-per-environment', 'billing-to-production', { asked: 'billing', clusters: ['production'] }],
  [
    'directories-per-environment',
    'billing-to-production-with-overlay',
    { asked: 'billing', clusters: ['production'], overlay: true },
  ],
  ['components', 'tracing-to-prod', { asked: 'tracing', clusters: ['prod'] }],
  ['regions', 'shop-to-eu-prod', { asked: 'shop', clusters: ['eu/prod'] }],
  ['regions', 'shop-to-us', { asked: 'shop', clusters: ['us/test', 'us/prod'] }],
  ['regions', 'shop-to-us-test-with-overlay', { asked: 'shop', clusters: ['us/test'], overlay: true }],
  ['namespace-lists', 'dashboards-to-edge', { asked: 'dashboards', clusters: ['edge'] }],
  ['namespace-lists', 'echo-to-edge', { asked: 'echo', clusters: ['edge'] }],
  ['namespace-lists', 'proxy-to-edge', { asked: 'proxy', clusters: ['edge'] }],
  ['profiles', 'queue-to-shop', { asked: 'queue', clusters: ['shop'] }],
  ['layers', 'bill-to-prod-00', { asked: 'bill', clusters: ['prod/00'] }],
  ['layers', 'bill-to-prod', { asked: 'bill', clusters: ['prod'] }],
  ['commented-entries', 'bill-to-prod', { asked: 'bill', clusters: ['prod'] }],
  ['commented-entries', 'mail-to-prod', { asked: 'mail', clusters: ['prod'] }],
  ['commented-entries', 'news-to-prod', { asked: 'news', clusters: ['prod'] }],
  ['apps-and-clusters', 'bill-to-prod', { asked: 'bill', clusters: ['prod'] }],
  ['apps-and-clusters', 'mail-to-prod-with-overlay', { asked: 'mail', clusters: ['prod'], overlay: true }],
  ['other-repositories', 'shop-to-prod', { asked: 'shop', clusters: ['prod'] }],
  ['common-units', 'shop-to-baseline', { asked: 'shop', clusters: [], toBaseline: true }],
  ['own-trees', 'shop-to-prod', { asked: 'Shop', clusters: ['prod'] }],
  ['own-trees', 'site-to-prod', { asked: 'deployment/site', clusters: ['prod'] }],
  ['source-names', 'shop-to-prod', { asked: 'shop', clusters: ['prod'] }],
  ['unrelated-problems', 'shop-to-prod', { asked: 'shop', clusters: ['prod'] }],
  ['generators', 'shop-to-prod', { asked: 'shop', clusters: ['prod'] }],
  ['generators', 'shop-to-prod-with-overlay', { asked: 'shop', clusters: ['prod'], overlay: true }],
  ['layers', 'mail-to-prod', { asked: 'mail', clusters: ['prod/00', 'prod/01'] }],
];

/** @returns the files of a fleet of that shape */
export function shapeFiles(shape: string): Readonly<Record<string, Buffer>> {
  return Object.fromEntries(loadFleet(`${shapeFolder(shape)}/repo`));
}

/** @returns the whole answer: what people are told, as comments, and the patch */
export function shapeAnswer(shape: string, name: string): string {
  return readFileSync(`${shapeFolder(shape)}/${name}.patch`, 'utf8');
}

/** @returns the patch alone */
export function shapePatch(shape: string, name: string): string {
  return shapeAnswer(shape, name).replace(/^# .*\n/gm, '');
}

/** @returns the words and options of a request, as they are typed */
export function typed({ asked, clusters, from, ...switches }: PromoteRequest): readonly string[] {
  const { overlay, toBaseline, withPrerequisites, version } = switches;
  const options = { overlay, 'to-baseline': toBaseline, 'with-prerequisites': withPrerequisites, version };
  const given = Object.entries(options).flatMap(([name, isOn]) => (isOn === true ? [`--${name}`] : []));
  return [asked, ...clusters, ...(from === undefined ? [] : ['--from', from]), ...given];
}
