import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import type { BuildContext } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onPool, type Step, stepSource } from '../../context/step.ts';
import type { TargetOf } from '../../context/target.ts';
import { applyFieldSpec, FieldSpecError } from '../../fields/apply-field-spec.ts';
import { type FieldSpec, fieldSpecList, parseFieldSpecs } from '../../fields/field-spec.ts';
import { transformOne } from '../../fields/transform.ts';
import { isSelected } from '../../model/gvk.ts';
import { failAt } from '../../model/problem.ts';
import type { Resource } from '../../model/resource.ts';
import type { ResourcePool } from '../../model/resource-pool.ts';
import type { Scope } from '../../model/scope.ts';
import { withType } from '../../nodes/untagged.ts';
import { type DecodedBy, integer, listOf, type ReadField, struct, text } from '../../read/decode.ts';

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
export function replicaSteps(
  build: BuildContext,
  target: TargetOf<ReturnType<typeof replicaFields>>,
  specs: ReplicaSpecs,
): readonly Step[] {
  return target.kustomization.replicas.map((entry) =>
    onPool(stepSource(target, 'ReplicaCountTransformer', entry.node), (pool) =>
      setReplicas(build, pool, target.kustomization, entry, specs.replicas),
    ),
  );
}

const config = struct((field) => ({
  replica: field('replica', replica),
  fieldSpecs: field('fieldSpecs', fieldSpecList) ?? [],
}));

/** `ReplicaCountTransformer` */
export function replicaCountPlugin(build: BuildContext, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const written = config(node, reading);
  const entry = written.replica ?? replica(new Mapping([], node.place), reading);
  return onPool(plugin, (pool) => setReplicas(build, pool, scope, entry, written.fieldSpecs));
}

/** Reads an entry of `replicas:`. @see kustomize api/types Replica */
const replica = struct((field, node) => ({ node, name: field('name', text), count: field('count', integer) }));

type ReplicaEntry = DecodedBy<typeof replica>;

/**
 * Sets the replica count of the workloads that have, or had, a name.
 *
 * @throws BuildError where no workload has it
 * @see kustomize api/internal/builtins/ReplicaCountTransformer.go
 */
function setReplicas(
  build: BuildContext,
  pool: ResourcePool,
  scope: Scope,
  entry: ReplicaEntry,
  fieldSpecs: readonly FieldSpec[],
): void {
  const name = entry.name?.text ?? '';
  const count = entry.count ?? new Scalar('0', 'int', 'plain', entry.node.place);
  let found = false;
  for (const place of pool.candidates({ kind: undefined, name })) {
    const resource = pool.at(place);
    const matching = resource && fieldSpecs.filter((spec) => hadName(resource, name, spec));
    if (resource === undefined || matching === undefined || matching.length === 0) continue;
    found = true;
    pool.replace(place, scale(resource, scope, entry, count, matching));
  }
  if (found) return;
  const kinds = [...new Set(fieldSpecs.map((spec) => spec.kind))].join(', ');
  const message = `replicas: no scalable object is named "${name}" (${kinds})`;
  build.gaps.refuseMissing(
    failAt('patch-target-not-found', message, { path: scope.path, node: entry.node }),
    entry.node,
  );
}

function scale(
  resource: Resource,
  scope: Scope,
  entry: ReplicaEntry,
  count: Scalar,
  fieldSpecs: readonly FieldSpec[],
): Resource {
  const set = (old: Node): Node => {
    if (old instanceof Scalar && old.style === 'plain') return count;
    if (old instanceof Scalar) return withType(count.text, 'int', { style: old.style, place: count.place });
    throw new FieldSpecError('replicas must be a scalar', old);
  };
  return transformOne(resource, 'setting replicas', { scope, node: entry.node }, () => {
    let node = resource.node;
    for (const spec of fieldSpecs) node = applyFieldSpec(node, resource.gvk, spec, 'scalar', set);
    return resource.withNode(node);
  });
}

function hadName(resource: Resource, name: string, spec: FieldSpec): boolean {
  return [...resource.trail.previousIds, resource.current].some(
    (id) => id.name === name && isSelected({ ...resource.gvk, kind: id.kind }, spec),
  );
}
