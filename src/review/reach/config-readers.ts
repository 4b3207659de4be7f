import type { Resource } from '../../kustomize/model/resource.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';

/** How the pods of a workload come by a ConfigMap or Secret. */
export interface ConfigUse {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** A file of a volume follows its source after a while, unless it is mounted by `subPath`; a variable never does. */
  readonly as: 'volume' | 'fixed';
}

/** Where kinds keep the spec of their pods. */
const POD_SPECS: ReadonlyMap<string, readonly string[]> = new Map([
  ['apps/Deployment', ['spec', 'template', 'spec']],
  ['apps/StatefulSet', ['spec', 'template', 'spec']],
  ['apps/DaemonSet', ['spec', 'template', 'spec']],
  ['apps/ReplicaSet', ['spec', 'template', 'spec']],
  ['argoproj.io/Rollout', ['spec', 'template', 'spec']],
  ['/ReplicationController', ['spec', 'template', 'spec']],
  ['/Pod', ['spec']],
]);

/** @returns each ConfigMap and Secret that a workload's pods read, once for each way; none for what runs no lasting pods */
export function configUses({ node, gvk }: Resource): readonly ConfigUse[] {
  const path = POD_SPECS.get(`${gvk.group}/${gvk.kind}`);
  if (path === undefined) return [];
  const spec = nodeAt(node, ...path);
  const containers = ['initContainers', 'containers'].flatMap((key) => itemsAt(spec, key));
  const fixedVolumes = new Set(
    containers
      .flatMap((container) => itemsAt(container, 'volumeMounts'))
      .filter((mount) => textAt(mount, 'subPath') !== '' || textAt(mount, 'subPathExpr') !== '')
      .map((mount) => textAt(mount, 'name')),
  );
  const uses = [
    ...itemsAt(spec, 'volumes').flatMap((volume) => volumeUses(volume, fixedVolumes.has(textAt(volume, 'name')))),
    ...containers.flatMap(variableUses),
  ];
  const known = new Map(uses.filter(({ name }) => name !== '').map((use) => [Object.values(use).join('/'), use]));
  return [...known.values()];
}

function volumeUses(volume: Node, isFixed: boolean): readonly ConfigUse[] {
  const as = isFixed ? 'fixed' : 'volume';
  const sources = [volume, ...itemsAt(volume, 'projected', 'sources')];
  return sources.flatMap((source): readonly ConfigUse[] => [
    { kind: 'ConfigMap', name: textAt(source, 'configMap', 'name'), as },
    { kind: 'Secret', name: textAt(source, 'secret', source === volume ? 'secretName' : 'name'), as },
  ]);
}

function variableUses(container: Node): readonly ConfigUse[] {
  const all = itemsAt(container, 'envFrom');
  const each = itemsAt(container, 'env').map((variable) => nodeAt(variable, 'valueFrom'));
  return [
    ...all.flatMap((from) => named(from, 'configMapRef', 'secretRef')),
    ...each.flatMap((from) => named(from, 'configMapKeyRef', 'secretKeyRef')),
  ];
}

function named(from: Node | undefined, configMap: string, secret: string): readonly ConfigUse[] {
  return [
    { kind: 'ConfigMap', name: textAt(from, configMap, 'name'), as: 'fixed' },
    { kind: 'Secret', name: textAt(from, secret, 'name'), as: 'fixed' },
  ];
}
