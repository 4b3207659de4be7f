import type { JsonObject, Random } from '../random.ts';
import { data, metadata } from './metadata.ts';
import { CONFIG_NAMES, SECRET_NAMES } from './vocabulary.ts';

export function configMap(random: Random): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...metadata(random), name: random.pick(CONFIG_NAMES) },
    data: data(random),
  };
}

export function secret(random: Random): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { ...metadata(random), name: random.pick(SECRET_NAMES) },
    type: 'Opaque',
    stringData: data(random),
  };
}

export function persistentVolumeClaim(random: Random): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(random),
    spec: {
      ...random.record({ storageClassName: [0.5, () => 'fast'], volumeName: [0.3, () => 'disk'] }),
      accessModes: ['ReadWriteOnce'],
    },
  };
}

export function storageClass(random: Random): JsonObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'x',
    parameters: { secretRef: random.pick(SECRET_NAMES) },
  };
}
