import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { secretIn, unknownIn, type WorldKind } from './stand-in.ts';

/** Where a HelmRelease says what becomes of the objects of its chart. */
const CHANGING = ['postRenderers', 'commonMetadata'];

/** @returns a HelmRelease with what stands in a world for what is hidden in its post-renderers */
export function releaseIn(world: WorldKind, release: Mapping): Mapping {
  const spec = nodeAt(release, 'spec');
  if (world === 'known' || !(spec instanceof Mapping)) return release;
  const changed = CHANGING.reduce((all, field) => {
    const node = all.get(field);
    return node === undefined ? all : all.with(field, nodeIn(world, node));
  }, spec);
  return release.with('spec', changed);
}

/** @returns what of a HelmRelease is in its objects beside its values */
export function changingPartsOf(release: Mapping): readonly Node[] {
  return CHANGING.flatMap((field) => nodeAt(release, 'spec', field) ?? []);
}

function nodeIn(world: WorldKind, node: Node): Node {
  if (node instanceof Sequence)
    return new Sequence(
      node.items.map((item) => nodeIn(world, item)),
      node.place,
    );
  if (node instanceof Mapping) {
    return new Mapping(
      [...node.entries].map(([key, value]) => [key, nodeIn(world, value)] as const),
      node.place,
    );
  }
  if (node.hidden === undefined) return node;
  const value = node.hidden === 'secret' ? secretIn(world, node.text) : unknownIn(world, node);
  return typeof value === 'string' ? new Scalar(value, 'str', 'double') : node;
}
