import { type InventoryObject, wayInto } from '../../flux/roots/inventory.ts';
import type { FileLine, Link } from '../../kustomize/model/origin.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import type { Node } from '../../yaml/node/node.ts';
import type { ReviewPlace } from '../contract/reference.ts';
import type { NodeChange } from '../diff/field-changes.ts';
import { type Causes, chainTo, type Side } from './causes.ts';

/**
 * The chain of a change ends at the line that sets the value, wherever on the object's way that is: in its own file,
 * in a patch, in an overlay's field.
 *
 * @param object the side on which the value stands
 */
export function chainOfChange(
  object: InventoryObject,
  changes: readonly NodeChange[],
  side: Side,
  causes: Causes,
): ReviewPlace[] {
  const node = changes.map((change) => change[side]).find((each) => each?.place !== undefined);
  const cause = node && placeOf(node, object);
  if (cause === undefined) return chainTo(object, side, causes);
  const links = [...linksOf(object.resource.trail.via)];
  const isOnWay = cause.path === object.resource.trail.origin.path || links.some(({ path }) => path === cause.path);
  const way = isOnWay
    ? [...wayInto(object.root), ...linksBefore(cause.path, links)]
    : causes.wayTo(cause.path, object, side);
  return causes.marked([...way, cause], object, side);
}

/**
 * A text may stand under several paths: the object's own file first, then the kustomizations on its way, then what is
 * nearest to one of these, then any.
 *
 * @returns the file and line in which a node of an object was written; `undefined` where it was made
 */
export function placeOf(node: Pick<Node, 'place'>, { resource, root }: InventoryObject): FileLine | undefined {
  if (node.place === undefined) return undefined;
  const paths = [...root.pathsOf(node.place.source)];
  const line = node.place.source.lineAt(node.place.offset);
  const origin = resource.trail.origin.path;
  const links = [...linksOf(resource.trail.via)];
  const nearness = (path: string): number => {
    if (path === origin) return Number.POSITIVE_INFINITY;
    if (links.some((link) => link.path === path)) return Number.MAX_VALUE;
    return Math.max(-1, ...links.map(({ directory }) => (isWithin(path, directory) ? directory.length : -1)));
  };
  const [first, ...others] = paths;
  const path = others.reduce(
    (near, other) => (near !== undefined && nearness(other) > nearness(near) ? other : near),
    first,
  );
  return path === undefined ? undefined : { path, line };
}

/** The references up to the directory in which the cause stands. */
function linksBefore(path: string, links: readonly Link[]): readonly FileLine[] {
  const at = links.findLastIndex((link) => path.startsWith(`${link.directory}/`));
  return links.slice(0, at < 0 ? links.length : at).filter((link) => link.line !== undefined);
}

function* linksOf(via: Link | undefined): Iterable<Link> {
  for (let link = via; link !== undefined; link = link.next) yield link;
}
