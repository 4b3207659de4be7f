import type { JsonObject, Random } from '../random.ts';
import { binding, role, serviceAccount } from './access.ts';
import { configMap, persistentVolumeClaim, secret, storageClass } from './configs.ts';
import { customResourceDefinition, thing, webhook } from './custom.ts';
import { ingress, networkPolicy, service } from './networking.ts';
import { NAMESPACES } from './vocabulary.ts';
import { autoscaler, cronJob, disruptionBudget, pod, workload } from './workloads.ts';

/** Makes an object of a random kind, which refers to others by the names that they may have. */
export function randomObject(random: Random): JsonObject {
  const make = random.pick(MAKERS);
  return make(random);
}

const MAKERS: readonly ((random: Random) => JsonObject)[] = [
  (random) => workload(random, 'Deployment'),
  (random) => workload(random, 'Deployment'),
  (random) => workload(random, 'StatefulSet'),
  (random) => workload(random, 'DaemonSet'),
  cronJob,
  pod,
  service,
  configMap,
  secret,
  ingress,
  serviceAccount,
  role,
  binding,
  namespace,
  autoscaler,
  disruptionBudget,
  networkPolicy,
  persistentVolumeClaim,
  storageClass,
  thing,
  customResourceDefinition,
  webhook,
];

function namespace(random: Random): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: random.pick(NAMESPACES) } };
}
