import { Scalar } from '../../yaml/node.ts';
import { applyFieldSpec, FieldSpecError } from '../apply-field-spec.ts';
import type { FieldSpec } from '../field-specs/field-spec.ts';
import { isSelected } from '../field-specs/gvk.ts';
import type { ReplicaEntry } from '../kustomization/fields.ts';
import type { Kustomization } from '../kustomization/load.ts';
import { failAt } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { transformEach } from './transform.ts';

/**
 * Sets the replica count of the workloads that have, or had, a name.
 *
 * @throws BuildError where no workload has it
 * @see kustomize api/internal/builtins/ReplicaCountTransformer.go
 */
export function setReplicas(
  resources: readonly Resource[],
  kustomization: Kustomization,
  entry: ReplicaEntry,
  fieldSpecs: readonly FieldSpec[],
): readonly Resource[] {
  const name = entry.name?.text ?? '';
  const count = new Scalar(countOf(entry.count), 'int', 'plain', (entry.count ?? entry.node).place);
  let found = false;
  const by = { kustomization, node: entry.node };
  const scaled = transformEach(resources, 'setting replicas', by, (resource) => {
    let node = resource.node;
    for (const spec of fieldSpecs) {
      if (!hadName(resource, name, spec)) continue;
      found = true;
      node = applyFieldSpec(node, resource.gvk, spec, 'scalar', (old) => {
        if (old instanceof Scalar) return count;
        throw new FieldSpecError('replicas must be a scalar', old);
      });
    }
    return resource.withNode(node);
  });
  if (found) return scaled;
  const kinds = [...new Set(fieldSpecs.map((spec) => spec.kind))].join(', ');
  const message = `replicas: nothing here that can be scaled is named "${name}" (${kinds})`;
  throw failAt('patch-target-not-found', message, { path: kustomization.path, node: entry.node });
}

function countOf(count: Scalar | undefined): string {
  return count === undefined || count.tag === 'null' ? '0' : String(BigInt(count.text.replace(/^\+/, '')));
}

function hadName(resource: Resource, name: string, spec: FieldSpec): boolean {
  return [...resource.trail.previousIds, resource.current].some(
    (id) => id.name === name && isSelected({ ...resource.gvk, kind: id.kind }, spec),
  );
}
