import type { Plugin } from '../../context/plugin.ts';
import { onAll, type Step, stepSource } from '../../context/step.ts';
import type { TargetOf } from '../../context/target.ts';
import { type FieldSpec, fieldSpecList, parseFieldSpecs } from '../../fields/field-spec.ts';
import { failAt } from '../../model/problem.ts';
import type { Resource } from '../../model/resource.ts';
import { type ReadField, struct, text } from '../../read/decode.ts';
import { type Affix, affixNames } from './affix.ts';

/** Reads `namePrefix:` and `nameSuffix:`. */
export const affixFields = (field: ReadField) => ({
  namePrefix: field('namePrefix', text),
  nameSuffix: field('nameSuffix', text),
});

/** Which names have a prefix and a suffix put to them. */
export interface AffixSpecs {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
}

/** @see kustomize api/internal/konfig/builtinpluginconsts/nameprefix.go, namesuffix.go */
export const affixSpecs: AffixSpecs = {
  namePrefix: parseFieldSpecs('  metadata/name : *'),
  nameSuffix: parseFieldSpecs('  metadata/name : *'),
};

/** `namePrefix:`, then `nameSuffix:` */
export function affixSteps(target: TargetOf<ReturnType<typeof affixFields>>, specs: AffixSpecs): readonly Step[] {
  const { kustomization } = target;
  const { namePrefix, nameSuffix } = kustomization;
  const steps: Step[] = [];
  if (namePrefix !== undefined && namePrefix.text !== '') {
    const source = stepSource(target, 'PrefixTransformer', namePrefix);
    steps.push(onAll(source, (all) => affixNames(all, kustomization, 'prefix', namePrefix, specs.namePrefix)));
  }
  if (nameSuffix !== undefined && nameSuffix.text !== '') {
    const source = stepSource(target, 'SuffixTransformer', nameSuffix);
    steps.push(onAll(source, (all) => affixNames(all, kustomization, 'suffix', nameSuffix, specs.nameSuffix)));
  }
  return steps;
}

const affixes = struct((field) => ({
  prefix: field('prefix', text),
  suffix: field('suffix', text),
  fieldSpecs: field('fieldSpecs', fieldSpecList),
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
  return (resources) => affixNames(resources, scope, affix, config[affix], fieldSpecs);
}
