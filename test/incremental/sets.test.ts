import { expect, test } from '@jest/globals';
import { Random } from '../../scripts/fuzz/random.ts';
import { Memory } from '../../src/memo/memory.ts';
import { review } from '../../src/review.ts';
import type { RepoTree } from '../../src/tree/objects/repo-tree.ts';
import { AS_GIVEN, type Layout } from '../review/review-of.ts';
import { configMap, provider, resourceSet, TENANT, tenantFleet } from '../review/sets/set-fleet.ts';
import { cluster, flux } from '../review/small-fleet.ts';
import { isThorough } from '../thorough.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const COPY =
  '{ apiVersion: v1, kind: ConfigMap, metadata: { name: copy, namespace: blue, annotations: { fluxcd.controlplane.io/copyFrom: blue/app } } }';
const SPECS: readonly (readonly string[])[] = [
  ['inputs: [{ tenant: blue }]', ...TENANT],
  ['inputs: [{ tenant: blue }, { tenant: green }]', ...TENANT],
  ['inputsFrom: [{ name: one }]', ...TENANT],
  ['inputsFrom: [{ selector: { matchLabels: { l: x } } }]', ...TENANT],
  ['inputsFrom: [{ name: absent }]', ...TENANT],
  ['inputs: [{ tenant: blue }]', 'resourcesTemplate: "a: << if >>"'],
  [`resources: [${COPY}]`],
  ['inputs: [{ tenant: green }]', 'steps:', '  - name: one', ...TENANT.map((line) => `    ${line}`)],
];
const PROVIDERS = [
  '{ type: Static, defaultValues: { tenant: blue } }',
  '{ type: Static, defaultValues: { tenant: green, size: 1 } }',
  '{ type: GitHubTag, url: "https://github.com/acme/app" }',
  '{ type: Static, defaultValues: { other: blue } }',
];

/** Every file of the fleet, of which one to three are others each time. */
function edited(random: Random, last: Layout): Layout {
  const of = <T>(items: readonly T[]): T => random.pick(items);
  const annotations = () => (random.chance(0.2) ? '{ fluxcd.controlplane.io/reconcile: disabled }' : '{}');
  const size = () => String(random.int(1, 3));
  const edits: readonly (() => Layout)[] = [
    () => ({ 'clusters/prod/tenants.yaml': resourceSet('tenants', of(SPECS), annotations()) }),
    () => ({ 'sets/shared.yaml': resourceSet('shared', of(SPECS), annotations()) }),
    () => ({ 'clusters/prod/one.yaml': provider('one', of(PROVIDERS), of(['{}', '{ l: x }'])) }),
    () => ({ 'sets/two.yaml': provider('two', of(PROVIDERS), of(['{}', '{ l: x }'])) }),
    () => ({ 'tenants/blue/app.yaml': configMap('app', `{ size: "${size()}" }`) }),
    () => ({ 'tenants/green/app.yaml': configMap('app', `{ size: "${size()}" }`, 'green') }),
    () => ({ 'README.md': size() }),
  ];
  return Object.assign({ ...last }, ...random.some(1, 3, () => of(edits)()));
}

test.each([1, 2])(
  'a review that remembers earlier ones says what a new one says, whatever ResourceSets and providers are edited (seed %i)',
  (seed) => {
    const random = new Random(seed);
    const memory = new Memory();
    const fleet = tenantFleet(SPECS[0] ?? [], {
      ...cluster('dev'),
      'clusters/dev/sets.yaml': flux('sets', 'sets'),
      'clusters/prod/sets.yaml': flux('sets', 'sets'),
      'sets/shared.yaml': resourceSet('shared', SPECS[3] ?? []),
      'sets/two.yaml': provider('two', PROVIDERS[1] ?? '', '{ l: x }'),
    });
    let known: readonly RepoTree[] = [];
    let merged: Layout = fleet;
    let effects = 0;
    for (let edit = 0; edit < (isThorough ? 500 : 15); edit++) {
      const files = edited(random, merged);
      const [before, after] = [memoryTree(merged), memoryTree(files)];
      const request = { ...AS_GIVEN, before, after };
      const warm = review({ ...request, workspace: { memory, known } });
      expect(JSON.stringify(warm)).toBe(JSON.stringify(review(request)));
      effects += Object.values(warm.clusters).flatMap(({ changed, gained }) => [...changed, ...gained]).length;
      known = [before, after, ...known].slice(0, 4);
      if (random.chance(0.7)) merged = files;
    }
    expect(effects).toBeGreaterThan(5);
  },
);
