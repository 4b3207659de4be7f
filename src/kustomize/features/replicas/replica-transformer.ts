import { Mapping } from '../../../yaml/node/node.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onPool, type Step } from '../../context/step.ts';
import { listOf, struct } from '../../read/decode.ts';
import { fieldSpec, replica } from '../../read/fields.ts';
import { fieldSpecOf } from '../../read/read.ts';
import { setReplicas } from './replicas.ts';

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
