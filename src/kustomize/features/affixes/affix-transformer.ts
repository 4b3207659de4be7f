import type { Plugin } from '../../context/plugin.ts';
import { onAll, type Step } from '../../context/step.ts';
import { failAt } from '../../model/problem.ts';
import type { Resource } from '../../model/resource.ts';
import { listOf, struct, text } from '../../read/decode.ts';
import { fieldSpec } from '../../read/fields.ts';
import { fieldSpecOf } from '../../read/read.ts';
import { type Affix, affixNames } from './affix.ts';

const affixes = struct((field) => ({
  prefix: field('prefix', text),
  suffix: field('suffix', text),
  fieldSpecs: field('fieldSpecs', listOf(fieldSpec)),
}));

/** `PrefixTransformer` and `SuffixTransformer`. @throws BuildError where there are no fieldSpecs */
export function affixPlugin(plugin: Plugin, affix: Affix): Step {
  return onAll(plugin, run(plugin, affix));
}

/** `PrefixSuffixTransformer`: one after the other. */
export function bothAffixesPlugin(plugin: Plugin): Step {
  const prefix = run(plugin, 'prefix');
  const suffix = run(plugin, 'suffix');
  return onAll(plugin, (resources) => suffix(prefix(resources)));
}

function run(
  { node, reading, scope, kind }: Plugin,
  affix: Affix,
): (resources: readonly Resource[]) => readonly Resource[] {
  const config = affixes(node, reading);
  const { fieldSpecs } = config;
  if (fieldSpecs === undefined) {
    const message = `${kind} must have fieldSpecs`;
    throw failAt('invalid-transformer', message, {
      path: scope.path,
      node,
      fix: 'Add fieldSpecs: [{ path: metadata/name }].',
    });
  }
  return (resources) => affixNames(resources, scope, affix, config[affix], fieldSpecs.map(fieldSpecOf));
}
