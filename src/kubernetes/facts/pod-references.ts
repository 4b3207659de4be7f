import { onceEach } from '../../memo/by-value.ts';
import type { Mapping, Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { containersOf } from './pod-spec.ts';

/** An object of a pod's own namespace that the pod refers to. */
export interface PodReference {
  readonly kind: 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim';
  readonly name: string;
  /** Where it is named. */
  readonly node: Node;
  /** Whether the pod starts without it. */
  readonly isOptional: boolean;
  readonly use: PodUse;
}

/**
 * What a pod does with it: files of a volume follow their source after a while; a file that is mounted by `subPath` and
 * a variable are fixed until the next pod.
 */
export type PodUse = 'files' | 'fixed' | 'driver' | 'claim' | 'pull' | 'account';

/** Where a volume names the Secret that its driver needs. */
const DRIVER_SECRETS: readonly (readonly string[])[] = [
  ['azureFile', 'secretName'],
  ['csi', 'nodePublishSecretRef', 'name'],
  ...['cephfs', 'cinder', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'].map((driver) => [
    driver,
    'secretRef',
    'name',
  ]),
];

/**
 * @param pod its specification
 * @returns all that it refers to, in the order of its volumes, its containers and itself, once for each place
 * @see kubernetes core/v1 PodSpec, VolumeSource, EnvVarSource, EnvFromSource
 */
export const podReferences = onceEach((pod: Mapping): readonly PodReference[] => {
  const containers = containersOf(pod);
  const fixed = new Set(
    containers
      .flatMap((container) => itemsAt(container, 'volumeMounts'))
      .filter((mount) => textAt(mount, 'subPath') !== '' || textAt(mount, 'subPathExpr') !== '')
      .map((mount) => textAt(mount, 'name')),
  );
  return [
    ...itemsAt(pod, 'volumes').flatMap((volume) =>
      ofVolume(volume, fixed.has(textAt(volume, 'name')) ? 'fixed' : 'files'),
    ),
    ...containers.flatMap(ofContainer),
    ...itemsAt(pod, 'imagePullSecrets').flatMap((each) => named('Secret', 'pull', each, 'name')),
    ...(textAt(pod, 'serviceAccountName') === ''
      ? named('ServiceAccount', 'account', pod, 'serviceAccount')
      : named('ServiceAccount', 'account', pod, 'serviceAccountName')),
  ];
});

function ofVolume(volume: Node, use: PodUse): readonly PodReference[] {
  return [
    ...named('ConfigMap', use, volume, 'configMap', 'name'),
    ...named('Secret', use, volume, 'secret', 'secretName'),
    ...itemsAt(volume, 'projected', 'sources').flatMap((source) => [
      ...named('ConfigMap', use, source, 'configMap', 'name'),
      ...named('Secret', use, source, 'secret', 'name'),
    ]),
    ...named('PersistentVolumeClaim', 'claim', volume, 'persistentVolumeClaim', 'claimName'),
    ...DRIVER_SECRETS.flatMap((path) => named('Secret', 'driver', volume, ...path)),
  ];
}

function ofContainer(container: Mapping): readonly PodReference[] {
  return [
    ...itemsAt(container, 'env').flatMap((variable) => [
      ...named('ConfigMap', 'fixed', variable, 'valueFrom', 'configMapKeyRef', 'name'),
      ...named('Secret', 'fixed', variable, 'valueFrom', 'secretKeyRef', 'name'),
    ]),
    ...itemsAt(container, 'envFrom').flatMap((source) => [
      ...named('ConfigMap', 'fixed', source, 'configMapRef', 'name'),
      ...named('Secret', 'fixed', source, 'secretRef', 'name'),
    ]),
  ];
}

/** @param path to the name; beside it may stand that it is optional */
function named(kind: PodReference['kind'], use: PodUse, from: Node, ...path: readonly string[]): PodReference[] {
  const node = nodeAt(from, ...path);
  const name = textAt(node);
  if (node === undefined || name === '') return [];
  const isOptional = textAt(from, ...path.slice(0, -1), 'optional') === 'true';
  return [{ kind, name, node, isOptional, use }];
}
