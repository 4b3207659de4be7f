import type { Generator } from '../../flux/objects/generators.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { describeResource } from '../../kustomize/model/resource.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { Unresolved } from '../contract/cluster-review.ts';

/**
 * Objects of which controllers make others. What they make is not known; where they and all that they take are the same
 * on both sides, it is at least the same.
 */
export function generatorProblems(before: Inventory | undefined, after: Inventory | undefined): readonly Unresolved[] {
  const [generatorsBefore, generatorsAfter] = [byId(before), byId(after)];
  return [
    ...[...generatorsAfter].map(([id, generator]) => {
      const was = generatorsBefore.get(id);
      const isSame = was !== undefined && sameValue(was.resource.node, generator.resource.node);
      const standing = isSame && sameInputs(was, generator);
      return problemOf(generator, after, was === undefined ? 'after' : 'both', standing);
    }),
    ...[...generatorsBefore]
      .filter(([id]) => !generatorsAfter.has(id))
      .map(([, generator]) => problemOf(generator, before, 'before', false)),
  ];
}

function byId(inventory: Inventory | undefined): ReadonlyMap<string, Generator> {
  return new Map(inventory?.generators.map((generator) => [generator.resource.id, generator]));
}

function sameInputs(a: Generator, b: Generator): boolean {
  return a.inputs.size === b.inputs.size && [...a.inputs].every(([path, id]) => b.inputs.get(path) === id);
}

function problemOf(
  { resource }: Generator,
  inventory: Inventory | undefined,
  side: Unresolved['side'],
  standing: boolean,
): Unresolved {
  const { path, line } = resource.trail.origin;
  const root = inventory?.objects.find((object) => object.resource === resource)?.root;
  return {
    code: 'generator',
    message: `what ${describeResource(resource)} creates in the cluster could not be determined`,
    path,
    ...(line === undefined ? {} : { line }),
    ...(root === undefined ? {} : { root: root.name }),
    ...{ side, standing },
  };
}
