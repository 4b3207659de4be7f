import { expect, test } from '@jest/globals';
import { saidOf } from './said-of.ts';

const object = (apiVersion: string, kind: string, rest: string, name = 'a') =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: default}, ${rest}}\n`;
const slice = (rest: string) => object('discovery.k8s.io/v1', 'EndpointSlice', rest);
const volumes = (rest: string) =>
  `{apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: a}, ${rest}}\n`;
const claim = (devices: string) =>
  object('resource.k8s.io/v1', 'ResourceClaim', `spec: {devices: {requests: [{name: gpu, exactly: {${devices}}}]}}`);
const service = (spec: string) => object('v1', 'Service', `spec: {ports: [{port: 80}], ${spec}}`);

const effectOf = (before: string, after: string) => {
  const { effects } = saidOf({ 'apps/a.yaml': before }, { 'apps/a.yaml': after });
  return effects[0]?.replace(/^\S+ /, '');
};

test.each([
  [
    'addressType of an EndpointSlice',
    slice('addressType: IPv4, endpoints: []'),
    slice('addressType: IPv6, endpoints: []'),
  ],
  [
    'parameters of a VolumeAttributesClass',
    volumes('driverName: d, parameters: {iops: "1"}'),
    volumes('driverName: d, parameters: {iops: "2"}'),
  ],
  ['driverName of a VolumeAttributesClass', volumes('driverName: d'), volumes('driverName: e')],
  ['the spec of a ResourceClaim', claim('deviceClassName: a'), claim('deviceClassName: b')],
  ['a Service that becomes headless', service('selector: {a: b}'), service('selector: {a: b}, clusterIP: None')],
  ['one by the list', service('selector: {a: b}'), service('selector: {a: b}, clusterIPs: [None]')],
  ['one that had an address', service('clusterIP: 10.0.0.1'), service('clusterIP: None')],
])('cannot be changed: %s', (_, before, after) => {
  expect(effectOf(before, after)).toBe('rejected');
});

test.each([
  [
    'endpoints of an EndpointSlice',
    slice('addressType: IPv4, endpoints: []'),
    slice('addressType: IPv4, endpoints: [{addresses: [10.0.0.1]}]'),
    'updated',
  ],
  ['the selector of a Service', service('selector: {a: b}'), service('selector: {a: c}'), 'updated'],
  [
    'an ExternalName that becomes headless',
    service('type: ExternalName, externalName: a.b'),
    service('clusterIP: None'),
    'updated',
  ],
  [
    'a Service that is no longer headless, as the server keeps it so',
    service('clusterIP: None'),
    service('selector: {a: b}'),
    'updated',
  ],
  [
    'an address that is written out',
    service('selector: {a: b}'),
    service('clusterIP: 10.0.0.1'),
    'updated; is rejected by the API server, unless the cluster had defaulted to the same value',
  ],
])('can be: %s', (_, before, after, effect) => {
  expect(effectOf(before, after)).toBe(effect);
});
