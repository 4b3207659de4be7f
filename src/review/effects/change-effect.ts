import { type InventoryObject, makerOf } from '../../flux/roots/inventory.ts';
import { kindKey } from '../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../text/quoted.ts';
import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import { Scalar } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { ChangeEffect } from '../contract/object-change.ts';
import { type NodeChange, pathText } from '../diff/field-changes.ts';
import { mayBeSame } from '../diff/may-be-same.ts';
import type { ObjectChange } from '../diff/pair.ts';
import type { FrozenFields } from './crd-frozen-fields.ts';
import { isForced } from './exempt.ts';
import { besideRelease } from './helm/helm-effects.ts';
import type { ReleaseEffects } from './helm/release-effects.ts';
import { immutability } from './immutable-fields.ts';
import type { RetainedVolumes } from './loss/retained-volumes.ts';
import { isForcedByOperator } from './operator/set-effects.ts';
import type { RootStates } from './root-states.ts';

/** Kinds whose pods follow `spec.template`. */
const ROLLING = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'argoproj.io/Rollout']);

/** @returns what becomes of an object whose content changes, in Flux's and Kubernetes' terms. */
export function effectOfChange(
  change: ObjectChange,
  states: RootStates,
  frozen: FrozenFields,
  releases: ReleaseEffects,
  volumes: RetainedVolumes,
): ChangeEffect {
  const { before, after, changes } = change;
  const without = states.effectOfApply(after, true);
  if (without === 'rejected') return refusedInPlace(after, states);
  if (without !== undefined) return { effect: without, consequences: [] };
  // Helm deletes what ran before, and makes it anew.
  if (besideRelease(after) === 'hook') return { effect: 'updated', consequences: [] };
  const refused = changes.map((field) => {
    const immutable = immutabilityOf(field, before, after, frozen);
    return immutable === 'certain' && mayBeSame(field) ? 'encrypted' : immutable;
  });
  if (refused.includes('certain')) return recreated(change, states, volumes);
  const doubts = [
    ...(refused.includes('likely')
      ? ['is rejected by the API server, unless the cluster had defaulted to the same value']
      : []),
    ...(refused.includes('encrypted') ? ['is rejected by the API server if an encrypted value changed'] : []),
  ];
  const { effect, consequences } = releases.ofChange(change) ?? effectInPlace(after, changes);
  return { effect, consequences: [...doubts, ...consequences, ...releases.beside(change)] };
}

/** @returns whether the API server refuses to change a field of an object in place, by its kind or its definition. */
export function immutabilityOf(
  change: NodeChange,
  before: InventoryObject,
  after: InventoryObject,
  frozen: FrozenFields,
): 'certain' | 'likely' | undefined {
  if (change.only !== undefined) return undefined;
  const { group, kind } = after.resource.gvk;
  const builtIn = immutability(change, group, kind, before.resource.node, after.resource.node);
  return builtIn ?? frozen.immutability(change, before, after);
}

/**
 * Flux cannot tell an invalid value from a change of an immutable field: with force it deletes the object, and only then
 * finds that it cannot be made again.
 *
 * @see fluxcd/pkg ssa/errors IsImmutableError, ssa ResourceManager.ApplyAll
 */
function refusedInPlace(object: InventoryObject, states: RootStates): ChangeEffect {
  const refusals = states.refusalsOf(object);
  const isInvalid = refusals.some(({ code }) => code === 'bad-value');
  const isDeleted = isInvalid && isForcing(object, states);
  const consequences = isDeleted ? ['Flux deletes the old one first, because force is on'] : [];
  const refused = refusals.map(({ path, message }) => `${quoted(pathText(path))} ${message}`);
  return { effect: 'rejected', consequences, refused: [...new Set(refused)] };
}

function isForcing({ resource, root }: InventoryObject, states: RootStates): boolean {
  if (root.by === 'set' && isForcedByOperator(resource)) return true;
  return (makerOf(root) === undefined && isForced(resource)) || states.mayForce(root);
}

function recreated({ before, after }: ObjectChange, states: RootStates, volumes: RetainedVolumes): ChangeEffect {
  const { resource } = after;
  if (!isForcing(after, states)) return { effect: 'rejected', consequences: [] };
  const isClaim = resource.kind === 'PersistentVolumeClaim';
  const isKept = isClaim && volumes.outlive(before.resource);
  const lost = isClaim && !isKept ? ['the data on it is lost, unless its volume is retained'] : [];
  if (isKept) lost.push('its volume is retained with the data on it, and the new claim gets another one');
  const down = ROLLING.has(kindKey(resource.gvk)) ? ['all its pods stop first'] : [];
  return { effect: 'replaced', consequences: [...lost, ...down] };
}

function effectInPlace({ resource }: InventoryObject, changes: readonly NodeChange[]): ChangeEffect {
  const { node, gvk } = resource;
  const kind = kindKey(gvk);
  if (isResumed(changes)) return { effect: 'resumed', consequences: [] };
  const certain = changes.filter((change) => change.only !== 'spelling' && !mayBeSame(change));
  const isIn = (path: readonly string[]) => (change: NodeChange) =>
    path.every((key, index) => change.segments[index] === key);
  const touches = (...path: readonly string[]) => certain.some(isIn(path));
  const scaled = touches('spec', 'replicas') && textAt(node, 'spec', 'replicas') === '0' ? ['all its pods stop'] : [];
  if (kind === 'batch/CronJob' && touches('spec', 'jobTemplate')) {
    return { effect: 'updated', consequences: ['takes effect at its next run'] };
  }
  const inPods = isIn(['spec', 'template']);
  const mayRoll = !certain.some(inPods) && changes.some((each) => inPods(each) && mayBeSame(each));
  if (!ROLLING.has(kind) || (!certain.some(inPods) && !mayRoll)) {
    const mayStay = certain.length === 0 && changes.some(mayBeSame);
    return { effect: 'updated', consequences: mayStay ? [mayStayBy(changes)] : scaled };
  }
  if (textAt(node, 'spec', 'updateStrategy', 'type') === 'OnDelete') {
    return { effect: 'updated', consequences: ['its pods change only when they are deleted (OnDelete)', ...scaled] };
  }
  if (textAt(node, 'spec', 'paused') === 'true') {
    return { effect: 'updated', consequences: ['its pods do not change while it is paused', ...scaled] };
  }
  if (mayRoll) return { effect: 'updated', consequences: [rollsBy(changes.filter(inPods)), ...scaled] };
  const isRecreate = textAt(node, 'spec', 'strategy', 'type') === 'Recreate';
  return { effect: 'rolled', consequences: [...(isRecreate ? ['all its pods stop first (Recreate)'] : []), ...scaled] };
}

function mayStayBy(changes: readonly NodeChange[]): string {
  return changes.some(holdsVariables)
    ? 'may stay as it is: it holds variables whose values are not known here'
    : 'may stay as it is: encrypting the same values again gives another text';
}

function rollsBy(changes: readonly NodeChange[]): string {
  return changes.some(holdsVariables)
    ? 'its pods are replaced if the value of a variable, which is not known here, makes a difference'
    : 'its pods are replaced if an encrypted value changed, which cannot be seen here';
}

/** Whether a value is not known as variables in it are not, and not as it is encrypted itself. */
function holdsVariables({ before, after }: NodeChange): boolean {
  const isOpaque = (node: NodeChange['after']) =>
    node instanceof Scalar && node.hidden === 'opaque' && node.marks.template !== undefined;
  return isOpaque(before) || isOpaque(after);
}

/** The objects of Flux that follow Git again. */
function isResumed(changes: readonly NodeChange[]): boolean {
  const suspend = changes.find(({ segments: [first, second, ...rest] }) => {
    return first === 'spec' && second === 'suspend' && rest.length === 0;
  });
  const isKnown = suspend?.after === undefined || !isHidden(suspend.after);
  return textAt(suspend?.before) === 'true' && textAt(suspend?.after) !== 'true' && isKnown;
}
