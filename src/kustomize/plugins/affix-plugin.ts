import { fieldSpecOf } from '../field-specs/read.ts';
import { listOf, struct, text } from '../kustomization/decode.ts';
import { fieldSpec } from '../kustomization/fields.ts';
import { failAt } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { type Affix, affixNames } from '../transformers/affix.ts';
import { onAll, type Step } from '../transformers/step.ts';
import type { Plugin } from './plugin.ts';

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
