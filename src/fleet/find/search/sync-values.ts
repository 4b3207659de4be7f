import { syncOfInstance } from '../../../flux/objects/flux-instance.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { Source } from '../../../yaml/node/source.ts';
import { parseYaml } from '../../../yaml/read/parse.ts';

/** What an instance syncs, and where it is written. */
interface WrittenSync {
  /** As flux-operator makes it. */
  readonly kustomization: Node;
  readonly source: Node;
  readonly place: Node;
}

/** Deeper, nobody writes an instance. */
const DEEPEST = 12;

/**
 * What instances of flux-operator are told to sync, wherever in a document that is written: a FluxInstance, the values
 * of its chart in a HelmRelease, in a values file or a helmfile, and values in the text of a ConfigMap.
 *
 * @param maySync whether the text may hold such values: looking for them takes a walk through all of it
 */
export function syncsIn(document: Node, maySync: boolean): readonly WrittenSync[] {
  const own = instancesIn(document);
  if (own.length > 0 || !maySync) return own;
  const release = textAt(document, 'kind') === 'HelmRelease' ? document : undefined;
  return walk(document, release, 0);
}

function instancesIn(object: Node): readonly WrittenSync[] {
  const made = syncOfInstance(object);
  return made === undefined ? [] : [{ ...made, place: object }];
}

function walk(node: Node, release: Node | undefined, depth: number): readonly WrittenSync[] {
  if (depth > DEEPEST) return [];
  if (node instanceof Scalar) return textsIn(node, depth);
  if (node instanceof Sequence) return node.items.flatMap((item) => walk(item, release, depth + 1));
  if (!(node instanceof Mapping)) return [];
  const instance = node.get('instance');
  const path = nodeAt(instance, 'sync', 'path');
  if (instance !== undefined && path instanceof Scalar) return instancesIn(releaseOf(node, release));
  const kind = textAt(node, 'kind');
  const own = kind === 'FluxInstance' ? instancesIn(node) : [];
  if (own.length > 0) return own;
  const inner = kind === 'HelmRelease' ? node : release;
  return [...node.entries].flatMap(([, value]) => walk(value, inner, depth + 1));
}

/** Values as the HelmRelease of the chart would hold them, in the namespace of the one that does. */
function releaseOf(values: Mapping, release: Node | undefined): Mapping {
  const text = (value: string) => new Scalar(value, 'str', 'double', values.place);
  const map = (entries: Readonly<Record<string, Node>>) => new Mapping(Object.entries(entries), values.place);
  const namespace = textAt(release, 'spec', 'targetNamespace') || textAt(release, 'metadata', 'namespace');
  return map({ kind: text('HelmRelease'), metadata: map({ namespace: text(namespace) }), spec: map({ values }) });
}

/** A ConfigMap holds values as text. */
function textsIn(scalar: Scalar, depth: number): readonly WrittenSync[] {
  if (!/\binstance["']?\s*:/.test(scalar.text) || !scalar.text.includes('\n')) return [];
  const { documents } = parseYaml(new Source(scalar.text, ''));
  return documents.flatMap((document) =>
    walk(document, undefined, depth + 1).map((sync) => ({ ...sync, place: scalar })),
  );
}
