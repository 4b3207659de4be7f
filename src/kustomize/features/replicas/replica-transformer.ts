import { Mapping } from '../../../yaml/node/node.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onPool, type Step, stepSource } from '../../context/step.ts';
import type { TargetOf } from '../../context/target.ts';
import { type FieldSpec, fieldSpecList, parseFieldSpecs } from '../../fields/field-spec.ts';
import { listOf, type ReadField, struct } from '../../read/decode.ts';
import { replica, setReplicas } from './replicas.ts';

/** Reads `replicas:`. */
export const replicaFields = (field: ReadField) => ({ replicas: field('replicas', listOf(replica)) ?? [] });

/** Where replica counts stand. */
export interface ReplicaSpecs {
  readonly replicas: readonly FieldSpec[];
}

/** @see kustomize api/internal/konfig/builtinpluginconsts/replicas.go */
export const replicaSpecs: ReplicaSpecs = {
  replicas: parseFieldSpecs(`
+ spec/replicas : Deployment ReplicationController ReplicaSet StatefulSet
`),
};

/** `replicas:` */
export function replicaSteps(target: TargetOf<ReturnType<typeof replicaFields>>, specs: ReplicaSpecs): readonly Step[] {
  return target.kustomization.replicas.map((entry) =>
    onPool(stepSource(target, 'ReplicaCountTransformer', entry.node), (pool) =>
      setReplicas(pool, target.kustomization, entry, specs.replicas),
    ),
  );
}

const config = struct((field) => ({
  replica: field('replica', replica),
  fieldSpecs: field('fieldSpecs', fieldSpecList) ?? [],
}));

/** `ReplicaCountTransformer` */
export function replicaCountPlugin(plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const written = config(node, reading);
  const entry = written.replica ?? replica(new Mapping([], node.place), reading);
  return onPool(plugin, (pool) => setReplicas(pool, scope, entry, written.fieldSpecs));
}
