import type { JsonObject, Random } from '../random.ts';
import { metadata } from './metadata.ts';
import { CONFIG_NAMES, NAMESPACES, SECRET_NAMES } from './vocabulary.ts';

export function role(random: Random): JsonObject {
  const kind = random.pick(['Role', 'ClusterRole']);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { ...metadata(random), name: 'reader' },
    rules: [
      {
        apiGroups: [''],
        resources: ['configmaps'],
        verbs: ['get'],
        ...random.record({ resourceNames: [0.5, () => [random.pick(CONFIG_NAMES), random.pick(SECRET_NAMES)]] }),
      },
    ],
  };
}

export function binding(random: Random): JsonObject {
  const kind = random.pick(['RoleBinding', 'ClusterRoleBinding']);
  const subjects = random.some(1, 2, () => ({
    kind: random.pick(['ServiceAccount', 'ServiceAccount', 'User']),
    name: random.pick(['app', 'default', 'robot']),
    ...random.record({ namespace: [0.5, () => random.pick(NAMESPACES)] }),
  }));
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: metadata(random),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: random.pick(['Role', 'ClusterRole']), name: 'reader' },
    subjects,
  };
}

export function serviceAccount(random: Random): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { ...metadata(random), name: random.pick(['app', 'default', 'robot']) },
    ...random.record({ imagePullSecrets: [0.3, () => [{ name: random.pick(SECRET_NAMES) }]] }),
  };
}
