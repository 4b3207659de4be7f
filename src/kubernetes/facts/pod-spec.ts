import { Mapping } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt } from '../../yaml/node/node-at.ts';
import { kindKey, type TypedObject } from './object-ref.ts';

const TEMPLATE = ['spec', 'template', 'spec'];

/**
 * Where each kind keeps the specification of its pods, by group and kind. An Argo Rollout counts: it takes the place of
 * a Deployment, and its template is one. A PodTemplate does not: it runs nothing.
 *
 * @see kubernetes core/v1, apps/v1, batch/v1; argo-rollouts pkg/apis/rollouts/v1alpha1 RolloutSpec
 */
const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
  '/Pod': ['spec'],
  '/ReplicationController': TEMPLATE,
  'apps/DaemonSet': TEMPLATE,
  'apps/Deployment': TEMPLATE,
  'apps/ReplicaSet': TEMPLATE,
  'apps/StatefulSet': TEMPLATE,
  'argoproj.io/Rollout': TEMPLATE,
  'batch/CronJob': ['spec', 'jobTemplate', ...TEMPLATE],
  'batch/Job': TEMPLATE,
};

/** The kinds that run pods, each with its group. */
export const POD_KINDS: readonly string[] = Object.keys(POD_SPECS);

/** @returns whether the pods of an object end by themselves, so that nothing can become stale in them */
export function runsToCompletion({ gvk: { group } }: Pick<TypedObject, 'gvk'>): boolean {
  return group === 'batch';
}

/** @returns the specification of the pods that an object runs; `undefined` where it runs none */
export function podSpecOf(object: TypedObject): Mapping | undefined {
  const path = podPathOf(object);
  const spec = path && nodeAt(object.node, ...path);
  return spec instanceof Mapping ? spec : undefined;
}

/** @returns where objects of a kind keep the specification of their pods; `undefined` for those that run none */
export function podPathOf({ gvk }: Pick<TypedObject, 'gvk'>): readonly string[] | undefined {
  return POD_SPECS[kindKey(gvk)];
}

/**
 * Reads custom resources too, such as a Knative Service, whose fields have the form of a workload's: enough to show what
 * runs, too little to find fault with it.
 *
 * @returns as {@link podSpecOf}, and what looks like the specification of pods in an object of another kind
 */
export function likelyPodSpec(object: TypedObject): Mapping | undefined {
  const known = podSpecOf(object);
  if (known !== undefined) return known;
  const places = [['spec', 'jobTemplate', ...TEMPLATE], TEMPLATE, ['spec']];
  const spec = places
    .map((path) => nodeAt(object.node, ...path))
    .find((each) => itemsAt(each, 'containers').length > 0);
  return spec instanceof Mapping ? spec : undefined;
}

/** @returns the containers of a pod, those that run first among them */
export function containersOf(pod: Mapping): readonly Mapping[] {
  const fields = ['initContainers', 'containers', 'ephemeralContainers'];
  return fields.flatMap((field) => itemsAt(pod, field).filter((item) => item instanceof Mapping));
}
