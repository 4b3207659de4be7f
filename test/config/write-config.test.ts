import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readConfig } from '../../src/config/read-config.ts';
import { type ClusterToWrite, configFor } from '../../src/config/write-config.ts';
import { Source } from '../../src/yaml/node/source.ts';

const clustersIn = (text: string) => {
  const result = readConfig(new Source(text));
  return result.kind === 'config' ? result.config.clusters : result.problems;
};

test('clusters stand on a line each, in their order, with what is known of them', () => {
  const clusters: readonly ClusterToWrite[] = [
    { name: 'dev', path: 'clusters/dev' },
    { name: 'test', path: 'clusters/test', paths: ['clusters/test', 'infra/test'] },
    { name: 'staging', path: '', comments: ['Everything in this repository.'] },
    { name: 'prod', path: 'clusters/prod', protected: true, sources: ['GitRepository/fleet'] },
    {
      name: 'prod/eu: west',
      path: 'regions/europe/west/clusters/prod',
      kubernetes: '1.34',
      substitute: new Map([
        ['REGION', 'eu'],
        ['REPLICAS', '3'],
        ['MOTTO', 'say "yes", then #go'],
      ]),
    },
  ];
  expect(configFor(clusters)).toBe(`clusters:
  - { name: dev, path: clusters/dev }
  - { name: test, path: [clusters/test, infra/test] }
  # Everything in this repository.
  - { name: staging, path: . }
  - { name: prod, path: clusters/prod, protected: true, sources: [GitRepository/fleet] }
  - name: "prod/eu: west"
    path: regions/europe/west/clusters/prod
    kubernetes: "1.34"
    substitute: { REGION: eu, REPLICAS: "3", MOTTO: "say \\"yes\\", then #go" }
`);
});

test('where asked, comments say what the file is, and it is understood all the same', () => {
  const clusters = [{ name: 'dev', path: 'clusters/dev' }];
  const text = configFor(clusters, { explained: true });
  expect(text.split('\n')[0]).toMatch(/^# How Blast Radius understands this repository/);
  expect(clustersIn(text)).toEqual(clustersIn(configFor(clusters)));
});

test('no clusters are no configuration', () => {
  expect(configFor([])).toBe('');
});

const anyText = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '1.10',
    '0755',
    '2024-01-01',
    '- a',
    '{a}',
    '[a]',
    '#a',
    'a: b',
    'a\u2028b',
    '\u0085',
  ),
);
const anySegment = fc
  .oneof(
    fc.stringMatching(/^[a-z0-9._-]{1,8}$/),
    anyText.map((text) => text.replaceAll(/[/*?[{]/g, '-')),
  )
  .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
/** As Flux takes variables, but for those by which JavaScript makes objects. */
const anyVariable = fc.stringMatching(/^[_a-zA-Z]\w{0,8}$/).filter((key) => !(key in {}));
const anyCluster = fc.record({
  name: anyText.filter((name) => !name.includes('{name}')),
  paths: fc.uniqueArray(
    fc.array(anySegment, { maxLength: 4 }).map((segments) => segments.join('/')),
    { minLength: 1, maxLength: 3 },
  ),
  protected: fc.boolean(),
  kubernetes: fc.constantFrom(undefined, '1.30', '1.34'),
  substitute: fc
    .dictionary(anyVariable, fc.oneof(anyText, fc.constant('')))
    .map((record) => new Map(Object.entries(record))),
  sources: fc.array(fc.constantFrom('GitRepository/fleet', 'OCIRepository/flux-system/flux-system')),
  comments: fc.array(anyText, { maxLength: 2 }),
});

const withPath = <Paths extends { readonly paths: readonly string[] }>(cluster: Paths) => ({
  ...cluster,
  path: cluster.paths[0] ?? '',
});

test('what is written is understood as the clusters that it was written for', () => {
  const anyClusters = fc.uniqueArray(anyCluster, { minLength: 1, maxLength: 4, selector: ({ name }) => name });
  fc.assert(
    fc.property(anyClusters, fc.boolean(), (clusters, explained) => {
      const text = configFor(clusters.map(withPath), { explained });
      expect(clustersIn(text)).toEqual(
        clusters.map(({ comments, ...cluster }) => ({
          ...cluster,
          substitute: Object.fromEntries(cluster.substitute),
        })),
      );
    }),
    { numRuns: 4000 },
  );
});
