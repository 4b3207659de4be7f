import { onceEach } from '../../memo/by-value.ts';
import { Mapping } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { kindKey, parseApiVersion } from '../facts/object-ref.ts';
import { checkConfigMap, checkSecret } from './check-config.ts';
import { checkIngress } from './check-ingress.ts';
import { checkCronJob } from './check-job.ts';
import { checkMetadata } from './check-metadata.ts';
import {
  checkAutoscaler,
  checkBinding,
  checkDisruptionBudget,
  checkNetworkPolicy,
  checkRole,
  checkStrategy,
  checkVolumeClaim,
} from './check-others.ts';
import { checkPodTemplate } from './check-pod.ts';
import { checkSelector } from './check-selector.ts';
import { checkService } from './check-service.ts';
import { Inspection, type Refusal } from './refusal.ts';

/** What is known of an object beside its content. */
interface RefusedAs {
  /** Whether its kind lives in namespaces, as far as that is known. */
  readonly isNamespaced: boolean;
  /** Whether variables in it may yet be substituted, in a way that is not known. */
  readonly isTemplate: boolean;
}

/**
 * @param object as Flux applies it
 * @returns why the API server refuses it for certain; none where that hangs on what is not known here
 */
export function refusalsOf(object: Mapping, { isNamespaced, isTemplate }: RefusedAs): readonly Refusal[] {
  // It is decrypted first, or refused for that alone, which is said elsewhere.
  if (object.get('sops') instanceof Mapping) return [];
  const values = isTemplate ? ofTemplate(object) : ofObject(object);
  return isNamespaced ? [...namespaceOf(object, isTemplate), ...values] : values;
}

const ofObject = onceEach((object: Mapping) => inspected(object, false));
const ofTemplate = onceEach((object: Mapping) => inspected(object, true));

function inspected(object: Mapping, isTemplate: boolean): readonly Refusal[] {
  const inspection = new Inspection(isTemplate);
  checkMetadata(object, inspection);
  const { group } = parseApiVersion(textAt(object, 'apiVersion'));
  const key = kindKey({ group, kind: textAt(object, 'kind') });
  for (const check of CHECKS[key] ?? []) check(object, inspection);
  checkPodTemplate(object, key, inspection);
  return inspection.refusals.length === 0 ? NONE : inspection.refusals;
}

const NONE: readonly Refusal[] = [];

type Check = (object: Mapping, inspection: Inspection) => void;

/** What each kind is checked for beside what all objects and all pods are; the versions of a kind are checked alike. */
const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  '/ConfigMap': [checkConfigMap],
  '/PersistentVolumeClaim': [checkVolumeClaim],
  '/Secret': [checkSecret],
  '/Service': [checkService],
  'apps/DaemonSet': [checkSelector],
  'apps/Deployment': [checkSelector, checkStrategy],
  'apps/ReplicaSet': [checkSelector],
  'apps/StatefulSet': [checkSelector],
  'autoscaling/HorizontalPodAutoscaler': [checkAutoscaler],
  'batch/CronJob': [checkCronJob],
  'networking.k8s.io/Ingress': [checkIngress],
  'networking.k8s.io/NetworkPolicy': [checkNetworkPolicy],
  'policy/PodDisruptionBudget': [checkDisruptionBudget],
  'rbac.authorization.k8s.io/ClusterRole': [checkRole],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [checkBinding],
  'rbac.authorization.k8s.io/Role': [checkRole],
};

/**
 * Flux gives no namespace to what has none, and asks the API server for the object outside of all namespaces. What is not
 * text is no namespace either.
 *
 * @see fluxcd/pkg ssa/errors DryRunErr: "namespace not specified"
 */
function namespaceOf(object: Mapping, isTemplate: boolean): readonly Refusal[] {
  const written = nodeAt(object, 'metadata', 'namespace');
  const inspection = new Inspection(isTemplate);
  if (inspection.isOpaque(written) || (inspection.text(written) ?? '') !== '') return [];
  const node = written ?? object.get('metadata') ?? object;
  return [{ code: 'no-namespace', path: ['metadata', 'namespace'], node, message: 'is missing' }];
}
