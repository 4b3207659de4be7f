import { Mapping, type Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt } from '../../yaml/node/node-at.ts';
import { isSet, mappingAt } from './check-metadata.ts';
import { checkPortNumber } from './check-pod.ts';
import type { Inspection } from './refusal.ts';

/** @see kubernetes pkg/apis/autoscaling/validation validateHorizontalPodAutoscalerSpec */
export function checkAutoscaler(object: Mapping, inspection: Inspection): void {
  const [least, most] = ['minReplicas', 'maxReplicas'].map((key) => nodeAt(object, 'spec', key));
  const [min = 1, max] = [inspection.whole(least), inspection.whole(most)];
  if (inspection.isOpaque(least) || most === undefined || max === undefined) return;
  if (max < 1) inspection.refuse(['spec', 'maxReplicas'], most, 'must be at least 1');
  else if (max < min) inspection.refuse(['spec', 'maxReplicas'], most, 'must not be below minReplicas');
  if (least !== undefined && min < 0) inspection.refuse(['spec', 'minReplicas'], least, 'must not be negative');
}

/** @see kubernetes pkg/apis/policy/validation ValidatePodDisruptionBudgetSpec */
export function checkDisruptionBudget(object: Mapping, inspection: Inspection): void {
  const both = ['minAvailable', 'maxUnavailable'].map((key) => nodeAt(object, 'spec', key));
  const [, most] = both;
  if (most !== undefined && both.every(isSet))
    inspection.refuse(['spec', 'maxUnavailable'], most, 'must not stand beside minAvailable', 'Keep one of them.');
}

/** @see kubernetes pkg/apis/core/validation ValidatePersistentVolumeClaimSpec */
export function checkVolumeClaim(object: Mapping, inspection: Inspection): void {
  const spec = mappingAt(object, 'spec');
  if (spec === undefined) return;
  const modes = spec.get('accessModes');
  if (!inspection.isOpaque(modes) && itemsAt(spec, 'accessModes').length === 0)
    inspection.refuse(['spec', 'accessModes'], modes ?? spec, 'must have at least one item', 'Add one.');
  if (!inspection.isOpaque(spec.get('resources')) && !isSet(nodeAt(spec, 'resources', 'requests', 'storage')))
    inspection.refuse(
      ['spec', 'resources', 'requests', 'storage'],
      spec.get('resources') ?? spec,
      'is required',
      'Add it.',
    );
}

/** @see kubernetes pkg/apis/networking/validation ValidateNetworkPolicyPort */
export function checkNetworkPolicy(object: Mapping, inspection: Inspection): void {
  for (const direction of ['ingress', 'egress']) {
    for (const [index, rule] of itemsAt(object, 'spec', direction).entries()) {
      for (const [at, port] of itemsAt(rule, 'ports').entries()) {
        if (port instanceof Mapping) checkPolicyPort(port, ['spec', direction, index, 'ports', at], inspection);
      }
    }
  }
}

function checkPolicyPort(port: Mapping, path: readonly (string | number)[], inspection: Inspection): void {
  checkPortNumber(port, 'port', path, inspection);
  const end = port.get('endPort');
  const first = inspection.whole(port.get('port'));
  const last = inspection.whole(end);
  if (end === undefined || last === undefined) return;
  if (first !== undefined && last < first) inspection.refuse([...path, 'endPort'], end, 'must not be below port');
  if (inspection.text(port.get('port')) !== undefined)
    inspection.refuse([...path, 'endPort'], end, 'needs a port that is a number');
}

/** @see kubernetes pkg/apis/rbac/validation ValidatePolicyRule */
export function checkRole(object: Mapping, inspection: Inspection): void {
  for (const [index, rule] of itemsAt(object, 'rules').entries()) {
    if (!(rule instanceof Mapping)) continue;
    const path = ['rules', index];
    const isEmpty = (key: string) => itemsAt(rule, key).length === 0 && !inspection.isOpaque(rule.get(key));
    if (isEmpty('verbs')) inspection.refuse([...path, 'verbs'], rule, 'must have at least one item', 'Add one.');
    if (!isEmpty('nonResourceURLs')) continue;
    for (const key of ['apiGroups', 'resources'])
      if (isEmpty(key)) inspection.refuse([...path, key], rule, 'must have at least one item', 'Add one.');
  }
}

/** In a RoleBinding it is that of the binding. @see kubernetes pkg/apis/rbac/validation ValidateRoleBindingSubject */
export function checkBinding(object: Mapping, inspection: Inspection): void {
  for (const [index, subject] of itemsAt(object, 'subjects').entries()) {
    if (!(subject instanceof Mapping) || inspection.text(subject.get('kind')) !== 'ServiceAccount') continue;
    const node: Node | undefined = subject.get('namespace');
    if (inspection.isOpaque(node) || (isSet(node) && inspection.text(node) !== '')) continue;
    inspection.refuse(['subjects', index, 'namespace'], node ?? subject, 'is required for a ServiceAccount', 'Add it.');
  }
}

/** @see kubernetes pkg/apis/apps/validation ValidateDeploymentStrategy, ValidateRollingUpdateDeployment */
export function checkStrategy(object: Mapping, inspection: Inspection): void {
  const strategy = mappingAt(object, 'spec', 'strategy');
  const rolling = strategy?.get('rollingUpdate');
  if (strategy === undefined || !(rolling instanceof Mapping)) return;
  const path = ['spec', 'strategy', 'rollingUpdate'];
  if (inspection.text(strategy.get('type')) === 'Recreate')
    inspection.refuse(path, rolling, 'must not be set, as the type is Recreate', 'Remove it.');
  const none = ['maxSurge', 'maxUnavailable'].every((key) => isNone(rolling.get(key), inspection));
  if (none)
    inspection.refuse(
      [...path, 'maxUnavailable'],
      rolling.get('maxUnavailable') ?? rolling,
      'must not be 0, as maxSurge is',
    );
}

function isNone(node: Node | undefined, inspection: Inspection): boolean {
  return inspection.whole(node) === 0 || /^0+%$/.test(inspection.text(node) ?? '');
}
