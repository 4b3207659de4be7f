import type { Mapping } from '../../yaml/node.ts';
import type { Resource } from '../resource.ts';
import type { Patch } from './read-patch.ts';

export function mergePatch(target: Resource, _patch: Mapping, _path: string): Mapping | undefined {
  return target.node;
}

export function patchWithJson(target: Resource, _patch: Extract<Patch, { kind: 'json' }>): Resource {
  return target;
}
