import { Mapping, Scalar } from '../../../yaml/node/node.ts';
import type { BuildContext } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onAll, type Step } from '../../context/step.ts';
import { transformEach } from '../../fields/transform.ts';
import { failAt } from '../../model/problem.ts';
import type { Resource } from '../../model/resource.ts';
import { integer, listOf, struct, text } from '../../read/decode.ts';
import { firstDocument } from '../../read/loader.ts';
import { selector, selectTargets } from '../../select/selector.ts';
import { moveTo, type NamespaceOptions } from '../namespace/namespace.ts';
import { addValue } from './add-value.ts';

const target = struct((field, node) => ({
  node,
  selector: field('selector', selector),
  fieldPath: field('fieldPath', text),
  filePathPosition: field('filePathPosition', integer),
}));

const config = struct((field) => ({
  value: field('value', text),
  targets: field('targets', listOf(target)) ?? [],
  targetFilePath: field('targetFilePath', text),
}));

type AddTarget = ReturnType<typeof config>['targets'][number];

/** `ValueAddTransformer`: puts one value into fields of many objects. @throws BuildError where there is no target */
export function valueAddPlugin(build: BuildContext, plugin: Plugin): Step {
  const { node, reading, scope } = plugin;
  const { value, targets, targetFilePath } = config(node, reading);
  const written = value?.text.trim() || scope.directory.slice(scope.directory.lastIndexOf('/') + 1);
  const added = new Scalar(written, 'str', 'plain', (value ?? node).place);
  const all = [...targets, ...targetsOfFile(build, plugin, targetFilePath)];
  if (all.length === 0)
    throw failAt('invalid-transformer', 'ValueAddTransformer must have targets', { path: scope.path, node });
  for (const each of all) check(plugin, each);
  return onAll(plugin, (resources) => all.reduce((current, each) => addTo(current, plugin, each, added), resources));
}

function addTo(
  resources: readonly Resource[],
  { scope, node }: Plugin,
  each: AddTarget,
  value: Scalar,
): readonly Resource[] {
  const selected = each.selector === undefined ? new Set(resources) : selectTargets(resources, scope, each.selector);
  const path = each.fieldPath?.text ?? '';
  const position = Number(each.filePathPosition?.text ?? 0);
  return transformEach(resources, 'adding a value', { scope, node }, (resource) => {
    if (!selected.has(resource)) return resource;
    if (path === 'metadata/namespace') return moveTo(resource, value, NO_OPTIONS);
    const added = addValue(resource.node, path, position, value);
    return added instanceof Mapping ? resource.withNode(added) : resource;
  });
}

const NO_OPTIONS: NamespaceOptions = { fieldSpecs: [], subjects: 'defaultOnly', unsetOnly: false, keepsHelm: false };

function targetsOfFile({ loader }: BuildContext, { scope }: Plugin, file: Scalar | undefined): readonly AddTarget[] {
  if (file === undefined || file.text === '') return [];
  const from = { path: scope.path, node: file };
  const found = loader.file(scope.directory, file.text, from);
  const document = firstDocument(loader.yaml(found, from));
  return config(document, { path: found.path, field: '', onUnknownField: () => undefined }).targets;
}

function check({ scope }: Plugin, { node, fieldPath, filePathPosition }: AddTarget): void {
  const at = { path: scope.path, node };
  if (fieldPath === undefined || fieldPath.text === '')
    throw failAt('invalid-transformer', 'a target must have a fieldPath', at);
  if (filePathPosition?.text.startsWith('-')) {
    throw failAt('invalid-transformer', 'filePathPosition must not be negative', at);
  }
}
