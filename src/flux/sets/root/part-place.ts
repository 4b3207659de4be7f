import { writeYaml } from '../../../gotemplate/functions/encoding/yaml.ts';
import type { FileLine } from '../../../kustomize/model/origin.ts';
import { lineOf, Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { Source } from '../../../yaml/node/source.ts';
import { parseYaml } from '../../../yaml/read/parse.ts';
import type { InventoryObject } from '../../roots/inventory.ts';
import type { Part } from '../expand/set-error.ts';
import { valueIn } from '../template/go-values.ts';

type Path = readonly (string | number)[];

/** @returns the line that a node of an object was written on: in its own file, or in that of a patch */
export function placeOf({ resource, root }: InventoryObject, node: Node | undefined): FileLine {
  const { path, line } = resource.trail.origin;
  const own = node && lineOf(node);
  if (node?.place === undefined || own === undefined) return { path, line };
  const [file = path] = root.pathsOf(node.place.source.file);
  return { path: file, line: own };
}

/** @returns the line of a part of a ResourceSet's spec, and within it of a line of its template */
export function placeOfPart(holder: InventoryObject, { path, line }: Part): FileLine {
  const spec = holder.resource.node.get('spec');
  const node = nodeOn(spec, path);
  const place = placeOf(holder, node ?? spec);
  if (node === undefined || line === undefined) return place;
  if (!(node instanceof Scalar)) return placeOf(holder, nodeAtLine(node, line));
  const isBlock = node.style === 'literal' || node.style === 'folded';
  return isBlock && place.line !== undefined ? { ...place, line: place.line + line } : place;
}

function nodeOn(node: Node | undefined, path: Path): Node | undefined {
  let at = node;
  for (const key of path) {
    if (at === undefined || at instanceof Scalar) return undefined;
    if (at instanceof Mapping) at = at.get(String(key));
    else at = typeof key === 'number' ? at.items[key] : undefined;
  }
  return at;
}

/** @returns what of an object stands on a line of the text that the operator makes of it, and runs as a template */
function nodeAtLine(node: Node, line: number): Node {
  const [printed] = parseYaml(new Source(`${writeYaml(valueIn('known', node))}\n`)).documents;
  const paths = printed === undefined ? [] : pathsUpTo(printed, line, []);
  return nodeOn(node, paths.at(-1) ?? []) ?? node;
}

function pathsUpTo(node: Node, line: number, path: Path): readonly Path[] {
  if ((lineOf(node) ?? 0) > line) return [];
  if (node instanceof Scalar) return [path];
  const inner: readonly (readonly [string | number, Node])[] =
    node instanceof Mapping ? [...node.entries] : [...node.items.entries()];
  return inner.flatMap(([key, value]) => pathsUpTo(value, line, [...path, key]));
}
