import { kindKey } from '../../kubernetes/facts/object-ref.ts';
import { billionths } from '../../kubernetes/facts/quantity.ts';
import { type Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { Segment } from '../contract/field-change.ts';
import type { NodeChange } from '../diff/field-changes.ts';

/** What cannot be changed in place in objects of one kind. */
interface ImmutableFields {
  /** Field paths, `.` between keys; all below them too. */
  readonly paths: readonly string[];
  /** What may change below them nevertheless. */
  readonly except?: readonly string[];
  readonly exceptPattern?: RegExp;
  /** What the cluster fills in where it is absent: to write it out may be no change. */
  readonly filledIn?: readonly string[];
  /** What in there it never does. */
  readonly asWritten?: RegExp;
  /** What an absent field means: writing it out is not a change. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Whether the fields are immutable in this object at all. */
  readonly when?: (before: Mapping, after: Mapping) => boolean;
}

const isFrozen = (before: Mapping): boolean => textAt(before, 'immutable') === 'true';

/**
 * By `group/kind`: the API server rejects updates of these fields, whoever sends them.
 *
 * @see kubernetes pkg/apis/{apps,batch,core,discovery,networking,node,rbac,resource,scheduling,storage}/validation: the
 *   Validate…Update functions, and apiextensions-apiserver ValidateCustomResourceDefinitionUpdate; flux-operator config/crd,
 *   whose definitions seldom stand in a repository
 */
const IMMUTABLE: Readonly<Record<string, readonly ImmutableFields[]>> = {
  'apps/Deployment': [{ paths: ['spec.selector'] }],
  'apps/ReplicaSet': [{ paths: ['spec.selector'] }],
  'apps/DaemonSet': [{ paths: ['spec.selector'] }],
  'apps/StatefulSet': [
    {
      // So spec.volumeClaimTemplates, spec.selector and spec.serviceName stay as they are.
      paths: ['spec'],
      except: [
        ...['spec.replicas', 'spec.ordinals', 'spec.template', 'spec.updateStrategy', 'spec.minReadySeconds'],
        ...['spec.revisionHistoryLimit', 'spec.persistentVolumeClaimRetentionPolicy'],
      ],
      defaults: { 'spec.podManagementPolicy': 'OrderedReady' },
      filledIn: ['spec.volumeClaimTemplates'],
      asWritten: /^spec\.volumeClaimTemplates\.[^.]+\.metadata\.(?:labels|annotations|name)(?:\.|$)/,
    },
  ],
  'batch/Job': [
    { paths: ['spec.template'], when: (before) => specText(before, 'suspend') !== 'true' },
    { paths: ['spec.completions'], when: (before) => specText(before, 'completionMode') !== 'Indexed' },
    {
      paths: [
        ...['spec.selector', 'spec.completionMode', 'spec.podFailurePolicy', 'spec.successPolicy'],
        ...['spec.backoffLimitPerIndex', 'spec.managedBy'],
      ],
      defaults: { 'spec.completionMode': 'NonIndexed' },
    },
  ],
  'rbac.authorization.k8s.io/RoleBinding': [{ paths: ['roleRef'] }],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [{ paths: ['roleRef'] }],
  'storage.k8s.io/StorageClass': [
    {
      paths: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
      defaults: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
    },
  ],
  'storage.k8s.io/CSIDriver': [{ paths: ['spec.attachRequired', 'spec.volumeLifecycleModes'] }],
  '/Service': [
    {
      paths: ['spec.clusterIP', 'spec.clusterIPs'],
      filledIn: ['spec.clusterIP', 'spec.clusterIPs'],
      when: (before, after) => ![before, after].some((side) => specText(side, 'type') === 'ExternalName'),
    },
  ],
  '/Pod': [
    {
      paths: ['spec'],
      except: ['spec.activeDeadlineSeconds', 'spec.terminationGracePeriodSeconds', 'spec.tolerations'],
      exceptPattern: /^spec\.(?:initContainers|containers)\.\[[^\]]*\]\.image$/,
    },
  ],
  '/PersistentVolumeClaim': [
    {
      paths: ['spec'],
      except: ['spec.resources', 'spec.volumeAttributesClassName'],
      defaults: { 'spec.volumeMode': 'Filesystem' },
      filledIn: ['spec.storageClassName', 'spec.volumeName'],
    },
  ],
  '/PersistentVolume': [
    {
      paths: ['spec'],
      except: [
        ...['spec.capacity', 'spec.accessModes', 'spec.claimRef', 'spec.persistentVolumeReclaimPolicy'],
        ...['spec.storageClassName', 'spec.mountOptions', 'spec.nodeAffinity', 'spec.volumeAttributesClassName'],
      ],
      defaults: { 'spec.volumeMode': 'Filesystem' },
    },
  ],
  '/ConfigMap': [{ paths: ['data', 'binaryData', 'immutable'], when: isFrozen }],
  '/Secret': [
    { paths: ['data', 'stringData', 'immutable'], when: isFrozen },
    { paths: ['type'], defaults: { type: 'Opaque' } },
  ],
  'scheduling.k8s.io/PriorityClass': [
    { paths: ['value', 'preemptionPolicy'], defaults: { preemptionPolicy: 'PreemptLowerPriority' } },
  ],
  'storage.k8s.io/VolumeAttributesClass': [{ paths: ['driverName', 'parameters'] }],
  'discovery.k8s.io/EndpointSlice': [{ paths: ['addressType'] }],
  'resource.k8s.io/ResourceClaim': [{ paths: ['spec'] }],
  'resource.k8s.io/ResourceClaimTemplate': [{ paths: ['spec'] }],
  'node.k8s.io/RuntimeClass': [{ paths: ['handler'] }],
  'networking.k8s.io/IngressClass': [{ paths: ['spec.controller'] }],
  'fluxcd.controlplane.io/FluxInstance': [
    {
      paths: ['spec.sync.name'],
      when: (before, after) => [before, after].every((side) => textAt(side, 'spec', 'sync', 'name') !== ''),
    },
  ],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    { paths: ['spec.group', 'spec.scope', 'spec.names.kind', 'spec.names.plural'] },
  ],
};

/**
 * @param change a field that differs between two versions of one object
 * @returns whether the API server refuses to change it in place: `likely` where one side leaves it to the cluster's
 *   default, which is not known here
 */
export function immutability(
  { segments, before: was, after: is }: NodeChange,
  group: string,
  kind: string,
  before: Mapping,
  after: Mapping,
): 'certain' | 'likely' | undefined {
  const path = segments.map(segmentText).join('.');
  const key = kindKey({ group, kind });
  if (key === '/PersistentVolumeClaim' && path === 'spec.resources.requests.storage') {
    return isSmaller(is, was) ? 'certain' : undefined;
  }
  for (const fields of IMMUTABLE[key] ?? []) {
    const isAllowed = fields.except?.some((each) => isAtOrBelow(path, each)) || fields.exceptPattern?.test(path);
    if (isAllowed || !fields.paths.some((each) => isAtOrBelow(path, each))) continue;
    if (fields.when?.(before, after) === false || isDefault(was, is, fields.defaults?.[path])) continue;
    const isWritten = fields.asWritten?.test(path) === true;
    const isFilledIn = !isWritten && fields.filledIn?.some((each) => isAtOrBelow(path, each)) === true;
    // The API server keeps the address that it gave where an update names none.
    if (isFilledIn && is === undefined && kind === 'Service') continue;
    // Whatever address the API server gave, it was none of "None".
    const isHeadless = kind === 'Service' && textOf(is) === 'None';
    return isFilledIn && was === undefined && !isHeadless ? 'likely' : 'certain';
  }
  return undefined;
}

/** Of a list of addresses, the first. */
function textOf(node: Node | undefined): string {
  const first = node instanceof Sequence ? node.items[0] : node;
  return first instanceof Scalar ? first.text : '';
}

/** A claim may grow, where its storage class lets it; it never shrinks. */
function isSmaller(a: Node | undefined, b: Node | undefined): boolean {
  const [one, other] = [a, b].map((node) => (node instanceof Scalar ? billionths(node.text) : undefined));
  return one !== undefined && other !== undefined && one < other;
}

function isDefault(before: Node | undefined, after: Node | undefined, meant: string | undefined): boolean {
  if (meant === undefined || (before !== undefined && after !== undefined)) return false;
  const written = before ?? after;
  return written instanceof Scalar && written.text === meant;
}

function segmentText(segment: Segment): string {
  return typeof segment === 'object' ? `[${segment.value}]` : String(segment);
}

function isAtOrBelow(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}

function specText(node: Mapping, key: string): string {
  return textAt(node, 'spec', key);
}
