import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { applyFieldSpec, FieldSpecError } from '../../fields/apply-field-spec.ts';
import type { FieldSpec } from '../../fields/field-spec.ts';
import { transformEach } from '../../fields/transform.ts';
import { HELM_GENERATED } from '../../model/own-notes.ts';
import type { Resource } from '../../model/resource.ts';
import { refuseDuplicates } from '../../model/resource-list.ts';
import type { Scope } from '../../model/scope.ts';
import { mapItems } from '../../nodes/map-items.ts';
import { setScalar } from '../../nodes/set-scalar.ts';

/** Which subjects of a role binding move with the namespace. */
export type SubjectMode = 'defaultOnly' | 'allServiceAccounts' | 'none';

export interface NamespaceOptions {
  readonly fieldSpecs: readonly FieldSpec[];
  readonly subjects: SubjectMode;
  /** Leave a namespace that is written alone. */
  readonly unsetOnly: boolean;
  /** Leave what is marked as made by Helm where it is. */
  readonly keepsHelm: boolean;
}

const METADATA_NAMESPACE: FieldSpec = { group: '', version: '', kind: '', path: 'metadata/namespace', create: true };

/**
 * Puts every namespaced object into a namespace.
 *
 * @throws BuildError where two objects become one by it
 * @see kustomize api/internal/builtins/NamespaceTransformer.go, api/filters/namespace
 */
export function setNamespace(
  resources: readonly Resource[],
  scope: Scope,
  namespace: Scalar | undefined,
  options: NamespaceOptions,
): readonly Resource[] {
  if (namespace === undefined || namespace.text === '') return resources;
  const by = { scope, node: namespace };
  const moved = transformEach(resources, 'setting the namespace', by, (resource) =>
    options.keepsHelm && resource.annotations().get(HELM_GENERATED) === 'true'
      ? resource
      : moveTo(resource.remembered(), namespace, options),
  );
  refuseDuplicates(moved);
  return moved;
}

/** Moves one object, without remembering where it was. */
export function moveTo(resource: Resource, namespace: Scalar, options: NamespaceOptions): Resource {
  const set = (old: Node): Node => {
    if (!(old instanceof Scalar)) throw new FieldSpecError('a namespace must be a scalar', old);
    if (options.unsetOnly && old.text !== '') return old;
    return setScalar(old, namespace.text, 'string', namespace);
  };
  let node = resource.node;
  if (!resource.clusterScoped) node = applyFieldSpec(node, resource.gvk, METADATA_NAMESPACE, 'scalar', set);
  const isBinding = resource.kind === 'RoleBinding' || resource.kind === 'ClusterRoleBinding';
  if (isBinding) node = moveSubjects(node, options.subjects, set);
  for (const spec of options.fieldSpecs) {
    if (spec.path === METADATA_NAMESPACE.path) continue;
    if (spec.path === 'metadata/name' && resource.apiVersion !== 'v1') continue;
    if (isBinding && spec.kind === resource.kind && spec.path === 'subjects/namespace') continue;
    node = applyFieldSpec(node, resource.gvk, spec, 'scalar', set);
  }
  return resource.withNode(node);
}

function moveSubjects(binding: Mapping, mode: SubjectMode, set: (old: Node) => Node): Mapping {
  const subjects = binding.get('subjects');
  if (mode === 'none' || subjects === undefined) return binding;
  if (subjects instanceof Scalar && subjects.tag === 'null') return binding;
  if (!(subjects instanceof Sequence)) throw new FieldSpecError('subjects must be a list', subjects);
  const [key, value] = mode === 'defaultOnly' ? ['name', 'default'] : ['kind', 'ServiceAccount'];
  return binding.with(
    'subjects',
    mapItems(subjects, (subject) => {
      if (!(subject instanceof Mapping)) throw new FieldSpecError('a subject must be a mapping', subject);
      const found = subject.get(key ?? '');
      if (!(found instanceof Scalar) || found.text !== value) return subject;
      return subject.with('namespace', set(subject.get('namespace') ?? new Scalar('')));
    }),
  );
}
