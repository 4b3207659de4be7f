import { type Node, Scalar } from '../../../yaml/node/node.ts';
import type { Plugin } from '../../context/plugin.ts';
import { onAll, type Step, stepSource } from '../../context/step.ts';
import type { TargetOf } from '../../context/target.ts';
import { applyFieldSpec, FieldSpecError } from '../../fields/apply-field-spec.ts';
import { type FieldSpec, fieldSpecList, parseFieldSpecs } from '../../fields/field-spec.ts';
import { transformEach } from '../../fields/transform.ts';
import { isSelected } from '../../model/gvk.ts';
import { failAt } from '../../model/problem.ts';
import type { Resource } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { setScalar } from '../../nodes/set-scalar.ts';
import { type ReadField, struct, text } from '../../read/decode.ts';

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

type Affix = 'prefix' | 'suffix';

/** Objects whose names other systems fix. */
const NEVER_RENAMED = [
  { group: '', version: '', kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', version: '', kind: 'APIService' },
  { group: '', version: '', kind: 'Namespace' },
];

/**
 * Puts a prefix or a suffix to names, and remembers both the affix and the former name, by which references are found.
 *
 * @see kustomize api/internal/builtins PrefixTransformer.go, SuffixTransformer.go
 */
function affixNames(
  resources: readonly Resource[],
  scope: Scope,
  affix: Affix,
  text: Scalar | undefined,
  fieldSpecs: readonly FieldSpec[],
): readonly Resource[] {
  if (text === undefined || text.text === '') return resources;
  const by = { scope, node: text };
  return transformEach(resources, `adding the name ${affix}`, by, (resource) => {
    const original = { ...resource.gvk, kind: resource.original.kind };
    if (NEVER_RENAMED.some((selector) => isSelected(original, selector))) return resource;
    let renamed = resource;
    for (const spec of fieldSpecs) {
      if (!isSelected(original, spec)) continue;
      if (spec.path === 'metadata/name') renamed = remember(renamed, affix, text.text);
      renamed = renamed.withNode(
        applyFieldSpec(renamed.node, renamed.gvk, spec, 'scalar', (old) => join(old, affix, text)),
      );
    }
    return renamed;
  });
}

function remember(resource: Resource, affix: Affix, text: string): Resource {
  const { prefixes, suffixes } = resource.trail;
  const affixed =
    affix === 'prefix'
      ? resource.withTrail({ prefixes: [...prefixes, text] })
      : resource.withTrail({ suffixes: [...suffixes, text] });
  return affixed.remembered();
}

function join(old: Node, affix: Affix, text: Scalar): Node {
  if (!(old instanceof Scalar)) throw new FieldSpecError('a name must be a scalar', old);
  return setScalar(old, affix === 'prefix' ? text.text + old.text : old.text + text.text, 'written', text);
}
