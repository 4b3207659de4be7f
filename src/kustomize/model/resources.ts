import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { Origin } from './origin.ts';
import { lineAt } from './origin.ts';
import { notesIn } from './own-notes.ts';
import { failAt } from './problem.ts';
import { Resource, type Trail } from './resource.ts';

/**
 * Makes resources of the documents of one file: lists are taken apart, empty documents dropped.
 *
 * @param documents what was parsed
 * @param path the file, for messages and origins
 * @throws BuildError where a document is not a Kubernetes object
 * @see kustomize api/resource Factory.RNodesFromBytes, kyaml/kio ByteReader.Read
 */
export function resourcesOf(documents: readonly Node[], path: string): readonly Resource[] {
  const nodes = documents.filter((node) => !isEmpty(node));
  const [only] = nodes;
  const unwrapped = documents.length === 1 && only !== undefined ? unwrapList(only) : nodes;
  return inlineLists(
    unwrapped.filter((node) => !isEmpty(node)).map((node) => validObject(node, path)),
    path,
  ).map(
    (node) => new Resource(node, { ...trailOf({ ...lineAt(path, node), generated: false }), ...notesIn(node, path) }),
  );
}

/** @returns the trail of an object that has just been read or made. */
export function trailOf(origin: Origin): Trail {
  return {
    origin,
    via: undefined,
    previousIds: [],
    prefixes: [],
    suffixes: [],
    generated: undefined,
    vars: [],
    sharesScalars: false,
  };
}

/** A file that is one `List` stands for its items, whatever they are. @see kustomize kyaml/kio ByteReader.Read */
export function unwrapList(node: Node): readonly Node[] {
  if (!(node instanceof Mapping)) return [node];
  const kind = node.get('kind');
  const items = node.get('items');
  if (!(kind instanceof Scalar) || (kind.text !== 'List' && kind.text !== 'ResourceList')) return [node];
  if (items === undefined) return node.get('functionConfig') === undefined ? [node] : [];
  return items instanceof Sequence ? items.items : [];
}

/** A `FooList` with `items` stands for its items, after all objects that are not lists. */
function inlineLists(objects: readonly Mapping[], path: string): readonly Mapping[] {
  const queue = [...objects];
  const plain: Mapping[] = [];
  for (let object = queue.shift(); object !== undefined; object = queue.shift()) {
    const items = isListKind(object) ? object.get('items') : undefined;
    if (items === undefined) plain.push(object);
    else if (items instanceof Sequence) {
      queue.push(...items.items.filter((item) => !isEmpty(item)).map((item) => validObject(item, path)));
    } else if (!isEmpty(items)) {
      throw failAt('invalid-object', 'items of a list must be a list', { path, node: items });
    }
  }
  return plain;
}

/** @see kustomize kyaml/yaml RNode.GetValidatedMetadata */
function validObject(node: Node, path: string): Mapping {
  const fix = 'Only Kubernetes objects can be resources; move other files elsewhere, or into a generator.';
  if (!(node instanceof Mapping)) throw failAt('invalid-object', 'a resource must be an object', { path, node, fix });
  if (textAt(node, 'kind') === '') throw failAt('invalid-object', 'the object has no kind', { path, node, fix });
  const metadata = node.get('metadata');
  const name = metadata instanceof Mapping ? textAt(metadata, 'name') : '';
  if (name === '' && !isListKind(node)) {
    const message = `the ${textAt(node, 'kind')} has no metadata.name`;
    throw failAt('invalid-object', message, { path, node, fix: 'Give it a name.' });
  }
  return node;
}

function isListKind(node: Mapping): boolean {
  return mayBeNameless(textAt(node, 'kind'));
}

/** @returns whether objects of a kind need no name to kustomize, which takes them for lists. */
export function mayBeNameless(kind: string): boolean {
  return kind.endsWith('List');
}

/** @see kustomize kyaml/yaml IsYNodeNilOrEmpty */
function isEmpty(node: Node): boolean {
  if (node instanceof Scalar) return node.tag === 'null';
  return node instanceof Mapping ? node.entries.size === 0 : node.items.length === 0;
}
