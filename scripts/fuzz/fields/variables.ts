import type { Json, Random } from '../random.ts';
import { gvkOf, has, type Known } from './known.ts';

const PATHS = [
  'metadata.name',
  'spec.replicas',
  'metadata.labels.app',
  'spec.template.spec.containers[0].image',
  'data.key',
];

/** An entry of `vars:`. */
export function variable(random: Random, each: Known, name: string): Json {
  const path = random.pick(PATHS);
  const isThere = has(each.object, path.replace('[0]', '.0'));
  const type = random.chance(0.25) ? gvkOf(each) : { apiVersion: each.apiVersion, kind: each.kind };
  return {
    name,
    objref: {
      ...type,
      name: each.name,
      ...(each.namespace !== undefined && random.chance(0.6) ? { namespace: each.namespace } : {}),
    },
    ...(random.chance(0.6) && isThere ? { fieldref: { fieldPath: path } } : {}),
  };
}
