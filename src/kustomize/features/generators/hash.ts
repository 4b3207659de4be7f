import { createHash } from 'node:crypto';
import { onceTogether } from '../../../memo/by-value.ts';
import { hiddenIn } from '../../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { toJson } from '../../../yaml/print/to-json.ts';
import { goValue } from '../../../yaml/read/scalars.ts';
import { asksForHash } from '../../model/own-notes.ts';
import { failAt } from '../../model/problem.ts';
import { describeResource, type Resource } from '../../model/resource.ts';
import { mapItems } from '../../nodes/map-items.ts';
import { setMetadata } from '../../nodes/set-scalar.ts';

/** Stands at the end of a name where the content that would be hashed is encrypted. */
export const UNKNOWN_HASH = 'unknown-hash';

/**
 * Appends the hash of its content to the name of every generated object that wants one.
 *
 * @throws BuildError where a patch has made something else of it
 * @see kustomize api/internal/builtins/HashTransformer.go, api/hasher
 */
export function addHashes(resources: readonly Resource[]): readonly Resource[] {
  return resources.map((resource) => {
    if (resource.trail.generated?.needsHash !== true && !asksForHash(resource.node)) return resource;
    if (resource.kind !== 'ConfigMap' && resource.kind !== 'Secret') throw otherKind(resource);
    const { node, name } = resource;
    const hashed = hashOnce([node], () => setMetadata(node, 'name', `${name}-${hashOf(resource)}`));
    return resource.remembered().withNode(hashed);
  });
}

/** The same content makes the same node again, so that what has not changed is known by its node. */
const hashOnce = onceTogether<Mapping>();

/** kustomize hashes all of such an object, also what it notes for itself: that is not done again here. */
function otherKind(resource: Resource): Error {
  const message = `${describeResource(resource)} is to have a hash, but is neither ConfigMap nor Secret: its hash is unknown`;
  const fix = 'Set disableNameSuffixHash: true, or generate the right kind.';
  return failAt('unsupported-field', message, { path: resource.trail.origin.path, node: resource.node, fix });
}

function hashOf(resource: Resource): string {
  const isUnknown = hiddenIn(resource.node).some(({ hidden }) => hidden === 'opaque');
  return isUnknown ? UNKNOWN_HASH : contentHash(resource);
}

/** The ten characters that kustomize puts behind a name. The name itself is not hashed. */
function contentHash(resource: Resource): string {
  const keys = resource.kind === 'Secret' ? ['data', 'stringData', 'type'] : ['binaryData', 'data'];
  const optional = new Set(['binaryData', 'stringData']);
  const parts: [string, string][] = [
    ['kind', JSON.stringify(resource.kind)],
    ['name', '""'],
  ];
  for (const key of keys) {
    const value = resource.node.get(key);
    if (value instanceof Scalar || value === undefined) {
      if (!optional.has(key)) parts.push([key, JSON.stringify(value?.text ?? '')]);
    } else parts.push([key, toJson(asFloats(value))]);
  }
  const json = parts
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `"${key}":${value}`)
    .join(',');
  return legible(createHash('sha256').update(`{${json}}`).digest('hex'));
}

const SUBSTITUTES: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** Hexadecimal without vowels and look-alikes, so that no hash is a word. */
function legible(hex: string): string {
  return hex.slice(0, 10).replace(/[013ae]/g, (digit) => SUBSTITUTES[digit] ?? digit);
}

/** The hash is taken over JSON that Go has read without knowing of integers: beyond 2⁵³ they lose their last digits. */
function asFloats(node: Node): Node {
  if (node instanceof Mapping) {
    const entries = [...node.entries].map(([key, value]) => [key, asFloats(value)] as const);
    return entries.every(([key, value]) => node.get(key) === value) ? node : new Mapping(entries);
  }
  if (node instanceof Sequence) return mapItems(node, asFloats);
  const value = node.tag === 'int' ? goValue(node) : undefined;
  if (typeof value !== 'bigint' || Number.isSafeInteger(Number(value))) return node;
  return new Scalar(String(Number(value)), 'float');
}
