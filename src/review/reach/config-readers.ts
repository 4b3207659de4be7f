import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';

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
  const spec = at(node, path);
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
  const sources = [volume, ...itemsAt(at(volume, ['projected']), 'sources')];
  return sources.flatMap((source): readonly ConfigUse[] => [
    { kind: 'ConfigMap', name: textAt(at(source, ['configMap']), 'name'), as },
    { kind: 'Secret', name: textAt(at(source, ['secret']), source === volume ? 'secretName' : 'name'), as },
  ]);
}

function variableUses(container: Node): readonly ConfigUse[] {
  const all = itemsAt(container, 'envFrom');
  const each = itemsAt(container, 'env').map((variable) => at(variable, ['valueFrom']));
  return [
    ...all.flatMap((from) => named(from, 'configMapRef', 'secretRef')),
    ...each.flatMap((from) => named(from, 'configMapKeyRef', 'secretKeyRef')),
  ];
}

function named(from: Node | undefined, configMap: string, secret: string): readonly ConfigUse[] {
  return [
    { kind: 'ConfigMap', name: textAt(at(from, [configMap]), 'name'), as: 'fixed' },
    { kind: 'Secret', name: textAt(at(from, [secret]), 'name'), as: 'fixed' },
  ];
}

function at(node: Node | undefined, path: readonly string[]): Node | undefined {
  let found = node;
  for (const key of path) found = found instanceof Mapping ? found.get(key) : undefined;
  return found;
}

function itemsAt(node: Node | undefined, key: string): readonly Node[] {
  const list = at(node, [key]);
  return list instanceof Sequence ? list.items : [];
}

function textAt(node: Node | undefined, key: string): string {
  const value = at(node, [key]);
  return value instanceof Scalar ? value.text : '';
}
