import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';

const FLUX_INSTANCE_GROUP = 'fluxcd.controlplane.io';
const RECONCILE = `${FLUX_INSTANCE_GROUP}/reconcile`;

/** What flux-operator makes of an instance's `sync`. */
export interface InstanceSync {
  readonly source: Mapping;
  readonly kustomization: Mapping;
  /** Whether the instance names them, rather than leaving it to its namespace. */
  readonly isNamed: boolean;
  /** Patches of the instance, which also patch these two. */
  readonly patches: readonly Node[];
}

/**
 * The source and the FluxKustomization that flux-operator makes of a FluxInstance, or of the HelmRelease of the chart
 * that makes a FluxInstance of its values. Both are named after the namespace, as `flux bootstrap` names them.
 *
 * @param object any object
 * @see flux-operator docs/api/v1/fluxinstance.md, Sync configuration; charts/flux-instance
 */
export function syncOfInstance(object: Node): InstanceSync | undefined {
  const instance = instanceOf(object);
  const sync = nodeAt(instance?.spec, 'sync');
  if (instance === undefined || !(sync instanceof Mapping)) return undefined;
  const { spec, namespace } = instance;
  const text = (value: string) => new Scalar(value, 'str', 'double', sync.place);
  const map = (entries: Readonly<Record<string, Node>>) => new Mapping(Object.entries(entries), sync.place);
  const name = textAt(sync, 'name') || namespace;
  const kind = textAt(sync, 'kind') || 'GitRepository';
  const metadata = map({ name: text(name), namespace: text(namespace) });
  const [ref, url] = [text(textAt(sync, 'ref')), text(textAt(sync, 'url'))];
  const followed = kind === 'OCIRepository' ? { ref: map({ tag: ref }), url } : { ref: map({ name: ref }), url };
  return {
    source: map({
      apiVersion: text('source.toolkit.fluxcd.io/v1'),
      kind: text(kind),
      metadata,
      spec: map(kind === 'Bucket' ? { bucketName: ref, endpoint: url } : followed),
    }),
    kustomization: map({
      apiVersion: text('kustomize.toolkit.fluxcd.io/v1'),
      kind: text('Kustomization'),
      metadata,
      spec: map({
        path: sync.get('path') ?? text(''),
        prune: new Scalar('true', 'bool', 'plain', sync.place),
        sourceRef: map({ kind: text(kind), name: text(name) }),
      }),
    }),
    isNamed: textAt(sync, 'name') !== '',
    patches: itemsAt(spec, 'kustomize', 'patches'),
  };
}

/** What flux-operator is to install, and where. */
export interface FluxInstance {
  readonly spec: Mapping;
  readonly namespace: string;
}

/** @returns what a FluxInstance asks for, or the HelmRelease of the chart that makes one of its values. */
export function instanceOf(object: Node): FluxInstance | undefined {
  const spec = instanceSpec(object);
  if (!(spec instanceof Mapping)) return undefined;
  const namespace = textAt(object, 'spec', 'targetNamespace') || textAt(object, 'metadata', 'namespace');
  return { spec, namespace: namespace || 'flux-system' };
}

function instanceSpec(object: Node): Node | undefined {
  const kind = textAt(object, 'kind');
  if (kind === 'HelmRelease') return nodeAt(object, 'spec', 'values', 'instance');
  return isInstance(object) && isTaken(object) ? nodeAt(object, 'spec') : undefined;
}

function isInstance(object: Node): boolean {
  return (
    textAt(object, 'kind') === 'FluxInstance' && textAt(object, 'apiVersion').startsWith(`${FLUX_INSTANCE_GROUP}/`)
  );
}

/** Its definition lets no other into a cluster (flux-operator config/crd: the only accepted name). What only the cluster knows of a name may be this one. */
function isTaken(object: Node): boolean {
  const name = nodeAt(object, 'metadata', 'name');
  return textAt(name) === 'flux' || (name instanceof Scalar && name.hidden !== undefined);
}

/** @returns the name of a FluxInstance that no cluster takes; `undefined` where it takes it */
export function refusedInstance(object: Node): Node | undefined {
  return isInstance(object) && !isTaken(object) ? nodeAt(object, 'metadata', 'name') : undefined;
}

/** @returns whether an object is a FluxInstance that flux-operator leaves alone, or a HelmRelease of one that Helm does */
export function isPausedInstance(object: Node): boolean {
  if (textAt(object, 'kind') === 'HelmRelease') {
    return instanceSpec(object) !== undefined && textAt(object, 'spec', 'suspend') === 'true';
  }
  return (
    isInstance(object) &&
    isTaken(object) &&
    textAt(object, 'metadata', 'annotations', RECONCILE).toLowerCase() === 'disabled'
  );
}
