import { Mapping } from '../../yaml/node.ts';
import { fieldSpecOf } from '../field-specs/read.ts';
import { listOf, struct } from '../kustomization/decode.ts';
import { fieldSpec, replica } from '../kustomization/fields.ts';
import { setReplicas } from '../transformers/replicas.ts';
import { onPool, type Step } from '../transformers/step.ts';
import type { Plugin } from './plugin.ts';

const config = struct((field) => ({
  replica: field('replica', replica),
  fieldSpecs: field('fieldSpecs', listOf(fieldSpec)) ?? [],
}));

/** `ReplicaCountTransformer` */
export function replicaCountPlugin(plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const written = config(node, reading);
  const entry = written.replica ?? replica(new Mapping([], node.place), reading);
  return onPool(plugin, (pool) => setReplicas(pool, scope, entry, written.fieldSpecs.map(fieldSpecOf)));
}
