import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parse } from 'yaml';
import { defaultConfig } from '../../src/config/default-config.ts';
import { renderClusters } from '../../src/fleet/render/render-clusters.ts';
import { clusterYaml } from '../../src/report/cluster/cluster-yaml.ts';
import { treeText } from '../../src/report/cluster/tree-text.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { golden } from './golden.ts';

const text = readFileSync(new URL('../fixtures/flux/hub.yaml', import.meta.url), 'utf8');
const files = plainFiles(memoryTree(v.parse(v.record(v.string(), v.string()), parse(text))), { symlinks: 'absent' });
const clusters = renderClusters(files, defaultConfig).map(({ cluster, inventory }) => ({
  name: cluster.name.replaceAll('/', '_').replace('->', '-'),
  inventory,
}));

test.each(clusters)('what $name applies, root by root, without the values of Secrets', ({ name, inventory }) => {
  const yaml = clusterYaml(inventory);
  expect(yaml).toBe(golden(`${name}.yaml`, yaml));
});

test.each(clusters)('what brings each object into $name, drawn as a tree', ({ name, inventory }) => {
  const drawn = treeText(inventory, { colour: false, isBrief: false });
  expect(drawn).toBe(golden(`${name}.tree.txt`, drawn));
  const brief = treeText(inventory, { colour: false, isBrief: true });
  expect(brief).toBe(golden(`${name}.roots.txt`, brief));
});

test('no value of a Secret is in either', () => {
  for (const { inventory } of clusters) {
    const all = clusterYaml(inventory) + treeText(inventory, { colour: false, isBrief: false });
    for (const secret of ['correct-horse', 'c29tZW9uZQ', 'Y29ycmVjdC']) expect(all).not.toContain(secret);
  }
});
