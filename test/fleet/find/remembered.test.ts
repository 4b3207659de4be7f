import { expect, test } from '@jest/globals';
import { Random } from '../../../scripts/fuzz/random.ts';
import { defaultConfig } from '../../../src/config/default-config.ts';
import { discover } from '../../../src/fleet/find/discover.ts';
import { Memory } from '../../../src/memo/memory.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { memoryTree } from '../../tree/memory-tree.ts';
import { configMap, flux, instance, type Layout, list, source, sync } from './flux-yaml.ts';

const start: Layout = {
  'clusters/dev/flux-system/gotk-sync.yaml': sync('./clusters/dev'),
  'clusters/dev/kustomization.yaml': 'resources: [flux-system, apps.yaml, ../shared]\n',
  'clusters/dev/apps.yaml': flux('apps', './apps/dev', 'flux-system'),
  'clusters/prod/apps.yaml': flux('apps', './apps/prod', 'flux-system'),
  'clusters/shared/kustomization.yaml': 'resources: [common.yaml]\n',
  'clusters/shared/common.yaml': `${flux('common', './common', 'flux-system')}---\n${flux('more', './common', 'fleet')}`,
  'sites/eu/flux/values.yaml': 'instance:\n  sync: { kind: GitRepository, name: fleet, path: sites/eu }\n',
  'sites/eu/apps.yaml': flux('apps', './apps/eu', 'fleet'),
  'apps/dev/a.yaml': configMap,
  'apps/prod/kustomization.yaml': 'resources: [../dev]\n',
  'apps/eu/ks.yaml': flux('shop', './shop', 'fleet'),
  'common/a.yaml': configMap,
  'shop/a.yaml': configMap,
};

const texts = [
  ...Object.values(start),
  ...[
    list,
    configMap,
    instance('apps/eu'),
    instance(`sites/$\{SITE}`),
    source('fleet'),
    '',
    'resources: [apps.yaml]\n',
  ],
];
const paths = [
  ...Object.keys(start),
  ...[
    'sites/us/apps.yaml',
    'sites/us/kustomization.yaml',
    'apps/eu/kustomization.yaml',
    'clusters/new/apps.yaml',
    'a.yaml',
  ],
];

/** Writes, deletes or copies; mostly one file. */
function edited(layout: Layout, random: Random): Layout {
  const path = random.pick(paths);
  if (random.int(1, 3) === 1) {
    const { [path]: _, ...others } = layout;
    return others;
  }
  return { ...layout, [path]: random.pick(texts) };
}

const told = (layouts: readonly Layout[], memory: Memory) => {
  const trees = layouts.map((layout) => plainFiles(memoryTree(layout), { symlinks: 'absent' }, memory));
  const { homesOf, ...found } = discover(trees, defaultConfig);
  return { ...found, homes: found.written.map(({ file }) => homesOf(file)) };
};

test.each([1, 2, 3, 4])(
  'what is found with all that is remembered of other trees is what is found without it: seed %d',
  (seed) => {
    const random = new Random(seed);
    const memory = new Memory();
    let base = start;
    for (let edit = 0; edit < 25; edit++) {
      const head = edited(edited(base, random), random);
      expect(told([base, head], memory)).toEqual(told([base, head], new Memory()));
      if (random.int(1, 4) === 1) base = head;
    }
  },
);
