import { Scalar } from '../../../yaml/node/node.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onAll, type Step } from '../../context/step.ts';
import { failAt } from '../../model/problem.ts';
import { flag, listOf, struct, text } from '../../read/decode.ts';
import { fieldSpec } from '../../read/fields.ts';
import { fieldSpecOf } from '../../read/read.ts';
import { type SubjectMode, setNamespace } from './namespace.ts';

const config = struct((field) => ({
  namespace: field(
    'metadata',
    struct((metadata) => ({ namespace: metadata('namespace', text) })),
  )?.namespace,
  fieldSpecs: field('fieldSpecs', listOf(fieldSpec)) ?? [],
  unsetOnly: field('unsetOnly', flag) ?? false,
  setRoleBindingSubjects: field('setRoleBindingSubjects', text) ?? new Scalar(''),
}));

/** `NamespaceTransformer` @throws BuildError where setRoleBindingSubjects has no value that it may have */
export function namespacePlugin(plugin: Plugin): Step {
  const { namespace, fieldSpecs, unsetOnly, setRoleBindingSubjects } = config(plugin.node, plugin.reading);
  const subjects = subjectMode(plugin, setRoleBindingSubjects);
  const options = { fieldSpecs: fieldSpecs.map(fieldSpecOf), subjects, unsetOnly };
  return onAll(plugin, (resources) => setNamespace(resources, plugin.scope, namespace, options));
}

function subjectMode({ scope }: Plugin, written: Scalar): SubjectMode {
  const { text: mode } = written;
  if (mode === '') return 'defaultOnly';
  if (mode === 'defaultOnly' || mode === 'allServiceAccounts' || mode === 'none') return mode;
  const message = `setRoleBindingSubjects is "${mode}", but must be defaultOnly, none or allServiceAccounts`;
  throw failAt('invalid-transformer', message, { path: scope.path, node: written });
}
