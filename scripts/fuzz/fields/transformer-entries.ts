import { labels } from '../objects/metadata.ts';
import type { Json, Random } from '../random.ts';
import type { Known } from './known.ts';

/** An entry of `labels:`. */
export function labelEntry(random: Random): Json {
  const thing = { ...random.record({ group: [0.3, () => 'example.org'], version: [0.3, () => 'v1'] }), kind: 'Thing' };
  return {
    pairs: { ...labels(random), ...random.record({ num: [0.2, () => '1'] }) },
    ...random.record({
      includeSelectors: [0.3, () => true],
      includeTemplates: [0.3, () => true],
      fields: [0.25, () => [{ ...thing, path: 'spec/selector', create: random.chance(0.5) }]],
    }),
  };
}

/** An entry of `images:`. */
export function imageEntry(random: Random): Json {
  return {
    name: random.pick(['nginx', 'team/app', 'redis', 'reg.io:5000/team/app', 'absent']),
    ...random.record({
      newName: [0.4, () => random.pick(['mirror/nginx', 'other'])],
      newTag: [0.4, () => random.pick(['2.0', '1', 'latest'])],
      digest: [0.15, () => 'sha256:ffff'],
      tagSuffix: [0.12, () => '-alpine'],
    }),
  };
}

/** An entry of `replicas:`, for a workload that is there. */
export function replicaEntry(random: Random, known: readonly Known[]): Json | undefined {
  const able = known.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  return able.length === 0 ? undefined : { name: random.pick(able).name, count: random.int(0, 9) };
}
