import type { Generator } from '../../flux/objects/generators.ts';
import type { Unfetched } from '../../flux/objects/source-elsewhere.ts';
import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import { describeResource } from '../../kustomize/model/resource.ts';
import type { Unresolved } from '../contract/cluster-review.ts';
import { contentOf, type Inputs, inputChange } from './hidden-inputs.ts';
import type { Unknown } from './unknown.ts';
import type { UnknownRoots } from './unknown-roots.ts';

/**
 * Objects of which controllers make others. What they make is not known; where they and all that they take are the same
 * on both sides, it is at least the same.
 *
 * @param isEdited whether a merge changes a file
 */
export function generatorProblems(
  before: Inventory | undefined,
  after: Inventory | undefined,
  unknown: Pick<UnknownRoots, 'failedBefore' | 'failsAfter'>,
  isEdited: (path: string) => boolean,
): readonly Unknown[] {
  const [generatorsBefore, generatorsAfter] = [byId(before), byId(after)];
  return [
    ...[...generatorsAfter].map(([id, generator]): Unknown => {
      const was = generatorsBefore.get(id);
      const root = rootOf(generator, after);
      if (was === undefined) {
        const isOld = root !== undefined && unknown.failedBefore(root) && !isEdited(pathOf(generator));
        return { ...entry(generator, root, 'after', isOld), inputs: inputChange(new Map(), inputsOf(generator))?.ids };
      }
      if (generator.fails !== undefined && was.fails?.reason !== generator.fails.reason) {
        return entry(generator, root, 'after', false);
      }
      const differing = before === after ? undefined : inputChange(inputsOf(was), inputsOf(generator));
      const changed = differing === undefined ? {} : { changed: [...differing.changed], inputs: differing.ids };
      return { ...entry(generator, root, 'both', true), ...changed };
    }),
    ...[...generatorsBefore].flatMap(([id, generator]): readonly Unknown[] => {
      const root = rootOf(generator, before);
      if (isThere(id, after) || (root !== undefined && unknown.failsAfter(root))) return [];
      const inputs = inputChange(inputsOf(generator), new Map())?.ids;
      return [{ ...entry(generator, root, 'before', false), gone: true, inputs }];
    }),
  ];
}

function byId(inventory: Inventory | undefined): ReadonlyMap<string, Generator> {
  return new Map(inventory?.generators.map((generator) => [generator.resource.id, generator]));
}

/** What is made of it may be known by now. */
function isThere(id: string, inventory: Inventory | undefined): boolean {
  return inventory?.objects.some(({ resource }) => resource.id === id) === true;
}

function pathOf({ resource }: Generator): string {
  return resource.trail.origin.path;
}

function inputsOf(generator: Generator): Inputs {
  const files = [...generator.inputs].filter(([, id]) => id !== 'absent');
  return new Map([
    ['generator', { path: pathOf(generator), value: contentOf(generator.resource.node) }],
    ...(generator.decidedBy ?? []).map(
      ({ id, node, trail }) => [`object ${id}`, { path: trail.origin.path, value: contentOf(node) }] as const,
    ),
    ...files.map(([path, value]) => [path, { path, value }] as const),
  ]);
}

function rootOf({ resource }: Generator, inventory: Inventory | undefined): Root | undefined {
  return inventory?.objects.find((object) => object.resource === resource)?.root;
}

const FIX =
  'Only the cluster knows what it makes: check there before you merge, or put its objects into this repository.';

function entry(
  { resource, why, fails, fix = FIX }: Generator,
  root: Root | undefined,
  side: Unresolved['side'],
  standing: boolean,
): Unresolved {
  if (fails !== undefined) return failure(fails, root, side, standing);
  const { path, line } = resource.trail.origin;
  return {
    code: 'generator',
    message: `what ${describeResource(resource)} creates in the cluster could not be determined${why === undefined ? '' : `: ${why}`}`,
    path,
    ...(line === undefined ? {} : { line }),
    ...(root === undefined ? {} : { root: root.name }),
    ...{ side, standing, partial: true as const },
    ...(side === 'before' ? {} : { fix }),
  };
}

/** That it makes nothing new is known: what is made of it stays. */
function failure(
  { reason, fix, path, line }: Unfetched,
  root: Root | undefined,
  side: Unresolved['side'],
  standing: boolean,
): Unresolved {
  return {
    code: 'no-artifact',
    message: reason,
    path,
    ...(line === undefined ? {} : { line }),
    ...(root === undefined ? {} : { root: root.name }),
    ...{ side, standing, partial: true as const, fix },
  };
}
