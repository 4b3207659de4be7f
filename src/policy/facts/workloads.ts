import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { Mapping } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt } from '../../yaml/node/node-at.ts';
import type { ObjectIndex } from '../view/object-index.ts';

/** An object that runs pods, and the specification of those. */
export interface Workload {
  readonly object: InventoryObject;
  readonly pod: Mapping;
}

const TEMPLATE = ['spec', 'template', 'spec'];

/** Where each kind has its pods' specification. */
const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
  '/Pod': ['spec'],
  '/ReplicationController': TEMPLATE,
  'apps/DaemonSet': TEMPLATE,
  'apps/Deployment': TEMPLATE,
  'apps/ReplicaSet': TEMPLATE,
  'apps/StatefulSet': TEMPLATE,
  'batch/CronJob': ['spec', 'jobTemplate', ...TEMPLATE],
  'batch/Job': TEMPLATE,
};

const known = new WeakMap<ObjectIndex, readonly Workload[]>();

/** @returns every object that runs pods. */
export function workloadsOf(index: ObjectIndex): readonly Workload[] {
  const workloads = known.get(index) ?? Object.keys(POD_SPECS).flatMap((kind) => ofKind(index, kind));
  known.set(index, workloads);
  return workloads;
}

function ofKind(index: ObjectIndex, kind: string): readonly Workload[] {
  return index.ofKind(kind).flatMap((object) => {
    const pod = podSpecOf(object);
    return pod === undefined ? [] : [{ object, pod }];
  });
}

/** @returns the specification of the pods that an object runs; `undefined` where it runs none. */
export function podSpecOf({ resource }: InventoryObject): Mapping | undefined {
  const path = POD_SPECS[`${resource.gvk.group}/${resource.kind}`];
  const spec = path && nodeAt(resource.node, ...path);
  return spec instanceof Mapping ? spec : undefined;
}

/** @returns the containers of a pod, those that run first among them. */
export function containersOf(pod: Mapping): readonly Mapping[] {
  const fields = ['initContainers', 'containers', 'ephemeralContainers'];
  return fields.flatMap((field) => itemsAt(pod, field).filter((item) => item instanceof Mapping));
}
