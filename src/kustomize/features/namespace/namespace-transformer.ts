import { Scalar } from '../../../yaml/node/node.ts';
import type { BuildContext } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onAll, type Step, stepSource } from '../../context/step.ts';
import type { TargetOf } from '../../context/target.ts';
import { type FieldSpec, fieldSpecList, parseFieldSpecs } from '../../fields/field-spec.ts';
import { failAt } from '../../model/problem.ts';
import { flag, type ReadField, struct, text } from '../../read/decode.ts';
import { type SubjectMode, setNamespace } from './namespace.ts';

/** Reads `namespace:`. */
export const namespaceFields = (field: ReadField) => ({ namespace: field('namespace', text) });

/** Where namespaces stand beside `metadata.namespace` and the subjects of role bindings. */
export interface NamespaceSpecs {
  readonly namespace: readonly FieldSpec[];
}

/** @see kustomize api/internal/konfig/builtinpluginconsts/namespace.go */
export const namespaceSpecs: NamespaceSpecs = {
  namespace: parseFieldSpecs(`
+ metadata/name : Namespace
+ spec/service/namespace : APIService.apiregistration.k8s.io
  spec/conversion/webhook/clientConfig/service/namespace : CustomResourceDefinition.apiextensions.k8s.io
`),
};

/** `namespace:` */
export function namespaceSteps(
  { behaviours }: BuildContext,
  target: TargetOf<ReturnType<typeof namespaceFields>>,
  specs: NamespaceSpecs,
): readonly Step[] {
  const { kustomization } = target;
  const { namespace } = kustomization;
  if (namespace === undefined || namespace.text === '') return [];
  const options = {
    fieldSpecs: specs.namespace,
    subjects: 'defaultOnly',
    unsetOnly: false,
    keepsHelm: behaviours.helmGenerated,
  } as const;
  const source = stepSource(target, 'NamespaceTransformer', namespace);
  return [onAll(source, (resources) => setNamespace(resources, kustomization, namespace, options))];
}

const config = struct((field) => ({
  namespace: field(
    'metadata',
    struct((metadata) => ({ namespace: metadata('namespace', text) })),
  )?.namespace,
  fieldSpecs: field('fieldSpecs', fieldSpecList) ?? [],
  unsetOnly: field('unsetOnly', flag) ?? false,
  setRoleBindingSubjects: field('setRoleBindingSubjects', text) ?? new Scalar(''),
}));

/** `NamespaceTransformer` @throws BuildError where setRoleBindingSubjects has no value that it may have */
export function namespacePlugin({ behaviours }: BuildContext, plugin: Plugin): Step {
  const { namespace, fieldSpecs, unsetOnly, setRoleBindingSubjects } = config(plugin.node, plugin.reading);
  const subjects = subjectMode(plugin, setRoleBindingSubjects);
  const options = { fieldSpecs, subjects, unsetOnly, keepsHelm: behaviours.helmGenerated };
  return onAll(plugin, (resources) => setNamespace(resources, plugin.scope, namespace, options));
}

function subjectMode({ scope }: Plugin, written: Scalar): SubjectMode {
  const { text: mode } = written;
  if (mode === '') return 'defaultOnly';
  if (mode === 'defaultOnly' || mode === 'allServiceAccounts' || mode === 'none') return mode;
  const message = `setRoleBindingSubjects is "${mode}", but must be defaultOnly, none or allServiceAccounts`;
  throw failAt('invalid-transformer', message, { path: scope.path, node: written });
}
