import type { Resource } from '../kustomize/resource.ts';
import { HiddenScalar } from '../yaml/hidden-scalar.ts';
import { Mapping, type Node, Scalar } from '../yaml/node.ts';
import { goValue } from '../yaml/scalars.ts';
import type { NodeChange } from './field-changes.ts';
import { pathText } from './field-changes.ts';
import type { FieldChange, Segment } from './review-contract.ts';

/** What stands in place of every secret value. */
export const MASK = '***';

/** @returns a field's change as people may see it: with the values of a Secret hidden. */
export function shownChange(change: NodeChange, resource: Resource): FieldChange {
  const segments = [...change.segments];
  const isSecret = holdsSecrets(resource, segments);
  const masked = isSecret || hides(change.before) || hides(change.after);
  return {
    path: pathText(segments),
    segments,
    ...(change.before === undefined ? {} : { before: shown(change.before, isSecret) }),
    ...(change.after === undefined ? {} : { after: shown(change.after, isSecret) }),
    ...(masked ? { masked: true as const } : {}),
  };
}

/** All of a Secret's data is secret, and so is the copy of it that kubectl leaves in an annotation. */
function holdsSecrets(resource: Resource, [first, second, third]: readonly Segment[]): boolean {
  if (resource.kind !== 'Secret' || resource.gvk.group !== '') return false;
  if (first === 'data' || first === 'stringData') return true;
  if (first !== 'metadata' || second !== 'annotations') return false;
  return third === undefined || third === 'kubectl.kubernetes.io/last-applied-configuration';
}

/** A value that substitution brought from a Secret, or that is not known, stays hidden wherever it went. */
function hides(node: Node | undefined): boolean {
  if (node === undefined || node instanceof Scalar) return node instanceof HiddenScalar;
  const children = node instanceof Mapping ? [...node.entries.values()] : node.items;
  return children.some(hides);
}

/** @returns plain data; integers beyond what JSON holds exactly stay text. */
function shown(node: Node, masked: boolean): unknown {
  if (node instanceof Mapping) {
    return Object.fromEntries([...node.entries].map(([key, value]) => [key, shown(value, masked)]));
  }
  if (!(node instanceof Scalar)) return node.items.map((item) => shown(item, masked));
  if (masked || node instanceof HiddenScalar) return MASK;
  const value = goValue(node);
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
