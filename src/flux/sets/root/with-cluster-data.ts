import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { opaqueText } from '../../../yaml/node/opaque-text.ts';
import { toJson } from '../../../yaml/print/to-json.ts';

/** Finds a ConfigMap or Secret of the cluster, or of the same ResourceSet; `undefined` where only the cluster may have it. */
export type FindConfig = (kind: string, namespace: string, name: string) => Mapping | undefined;

const PREFIX = 'fluxcd.controlplane.io/';
const COPIED = ['data', 'binaryData', 'stringData'] as const;

/**
 * @returns an object with what the operator adds to it of ConfigMaps and Secrets of the cluster: a copy of their data, a
 *   checksum over it, the address in a kubeconfig. What is not here, or must not be shown, is hidden
 * @see flux-operator docs/api/v1/resourceset.md, Copying data, Converting kubeconfig data, Computing checksums
 */
export function withClusterData(node: Mapping, find: FindConfig): Mapping {
  return withChecksums(withKubeConfig(withCopy(node, find), find), find);
}

function withCopy(node: Mapping, find: FindConfig): Mapping {
  const kind = textAt(node, 'kind');
  const [namespace = '', name = ''] = annotation(node, 'copyFrom').split('/');
  if (name === '' || (kind !== 'ConfigMap' && kind !== 'Secret')) return node;
  const from = find(kind, namespace, name);
  return COPIED.reduce((copy, key) => {
    const data = from?.get(key);
    return data === undefined ? copy : copy.with(key, data);
  }, node);
}

function withKubeConfig(node: Mapping, find: FindConfig): Mapping {
  const reference = annotation(node, 'convertKubeConfigFrom');
  const [, namespace = '', name = ''] = /^([^/]+)\/([^:]+)/.exec(reference) ?? [];
  if (name === '' || textAt(node, 'kind') !== 'ConfigMap') return node;
  const secret = find('Secret', namespace, name);
  const data = node.get('data');
  const own = data instanceof Mapping ? data : new Mapping([]);
  const added = ['address', 'ca.crt'].filter((key) => own.get(key) === undefined);
  const entries = added.map((key) => [key, madeOf([`${key} in Secret ${namespace}/${name}`], [secret])] as const);
  return node.with('data', new Mapping([...own.entries, ...entries]));
}

function withChecksums(node: Mapping, find: FindConfig): Mapping {
  const entries = [...node.entries].map(([key, value]): readonly [string, Node] => {
    return [key, key === 'metadata' ? summed(value, find) : withChecksumsIn(value, find)];
  });
  return entries.every(([key, value]) => node.get(key) === value) ? node : new Mapping(entries);
}

function withChecksumsIn(node: Node, find: FindConfig): Node {
  if (node instanceof Mapping) return withChecksums(node, find);
  if (node instanceof Scalar) return node;
  const items = node.items.map((item) => withChecksumsIn(item, find));
  return items.every((item, at) => item === node.items[at]) ? node : new Sequence(items);
}

function summed(metadata: Node, find: FindConfig): Node {
  const annotations = metadata instanceof Mapping ? metadata.get('annotations') : undefined;
  const list = textAt(annotations, `${PREFIX}checksumFrom`);
  if (list === '' || !(metadata instanceof Mapping) || !(annotations instanceof Mapping)) return metadata;
  const references = list.split(',').map((reference) => reference.trim());
  const found = references.map((reference) => {
    const [kind = '', namespace = '', name = ''] = reference.split('/');
    return find(kind, namespace, name);
  });
  return metadata.with('annotations', annotations.with(`${PREFIX}checksum`, madeOf(references, found)));
}

/**
 * What is made of objects: another one where their data is, and never shown, as it would let guesses at a secret in them
 * be tried.
 */
function madeOf(references: readonly string[], found: readonly (Mapping | undefined)[]): Scalar {
  const data = found.map((each) =>
    COPIED.map((key) => each?.get(key)).map((value) => (value === undefined ? '' : toJson(value))),
  );
  const isSecret = found.some((each) => textAt(each, 'kind') === 'Secret');
  if (isSecret) return new Scalar(JSON.stringify([references, data]), 'str', 'double').marked({ hidden: 'secret' });
  const shown = { hidden: 'opaque', template: `(made of ${references.join(', ')})` } as const;
  return new Scalar(opaqueText([references, data]), 'str', 'double').marked(shown);
}

function annotation(node: Mapping, name: string): string {
  return textAt(node, 'metadata', 'annotations', `${PREFIX}${name}`);
}
