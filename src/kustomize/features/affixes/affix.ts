import { type Node, Scalar } from '../../../yaml/node/node.ts';
import { applyFieldSpec, FieldSpecError } from '../../fields/apply-field-spec.ts';
import type { FieldSpec } from '../../fields/field-spec.ts';
import { transformEach } from '../../fields/transform.ts';
import { isSelected } from '../../model/gvk.ts';
import type { Resource } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { setScalar } from '../../nodes/set-scalar.ts';

export type Affix = 'prefix' | 'suffix';

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
export function affixNames(
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
