import type { Config } from '../../../src/config/config.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { findClusters } from '../../../src/fleet/find/find-clusters.ts';
import { RULE_IDS } from '../../../src/policy/judge/rules.ts';
import type { Judging } from '../../../src/policy/weaken/comparison.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { Source } from '../../../src/yaml/node/source.ts';
import { memoryTree } from '../../tree/memory-tree.ts';

/** @returns a configuration as written; one that is not valid is a mistake of the test */
export function configOf(text: string): Config {
  const result = readConfig(new Source(text), RULE_IDS);
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.problems));
  return result.config;
}

/** Three clusters of which one has a glob's name. */
const FLEET = plainFiles(
  memoryTree(
    Object.fromEntries(['dev', 'eu-test', 'prod'].map((name) => [`clusters/${name}/kustomization.yaml`, 'a: 1\n'])),
  ),
  { symlinks: 'absent' },
);

/** @returns what a configuration makes of the fleet of three */
export function judgingOf(config: Config): Judging {
  return { config, clusters: findClusters([FLEET], config) };
}
