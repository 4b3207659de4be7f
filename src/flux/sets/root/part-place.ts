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

/** A character of a file. */
export interface FilePosition extends FileLine {
  /** 1-based; absent where it is not known. */
  readonly column?: number;
}

/** @returns where a node of an object was written */
export function positionOf(holder: InventoryObject, node: Node | undefined): FilePosition {
  const place = placeOf(holder, node);
  const written = node?.place;
  return written === undefined ? place : { ...place, column: written.source.columnAt(written.offset) };
}

/** @returns the line of a part of a ResourceSet's spec, and within it of a line of its template */
export function placeOfPart(holder: InventoryObject, part: Part): FileLine {
  const { path, line } = positionOfPart(holder, part);
  return { path, line };
}

/** @returns where a part of a ResourceSet's spec was written, and within it a place in its template */
export function positionOfPart(holder: InventoryObject, { path, line, column }: Part): FilePosition {
  const spec = holder.resource.node.get('spec');
  const node = nodeOn(spec, path);
  if (node === undefined || line === undefined) return positionOf(holder, node ?? spec);
  if (!(node instanceof Scalar)) return positionOf(holder, nodeAtLine(node, line));
  const place = placeOf(holder, node);
  const isBlock = node.style === 'literal' || node.style === 'folded';
  if (!isBlock || place.line === undefined) return positionOf(holder, node);
  const indent = column === undefined ? undefined : indentOf(node, line);
  const at = { ...place, line: place.line + line };
  return indent === undefined || column === undefined ? at : { ...at, column: indent + column };
}

/** By how much a line of a block is indented in its file; `undefined` where it does not stand there as it is. */
function indentOf(node: Scalar, line: number): number | undefined {
  if (node.place === undefined || node.style !== 'literal') return undefined;
  const { source, offset } = node.place;
  const written = source.text.slice(offset).split('\n')[line];
  const text = node.text.split('\n')[line - 1];
  if (written === undefined || text === undefined || /[^ -~]/.test(text)) return undefined;
  const indent = written.replace(/\r$/, '').length - text.length;
  return indent >= 0 && written.slice(indent).startsWith(text) ? indent : undefined;
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
