import type { Resource } from '../../kustomize/model/resource.ts';
import { parseLabelSelector } from '../../kustomize/select/parse-label-selector.ts';
import { SelectorError } from '../../kustomize/select/selector-error.ts';
import { type Node, Sequence } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { refusedInstance } from '../objects/flux-instance.ts';
import type { ControllerName } from './controller-version.ts';
import { type Controllers, isGateOpen, type Running } from './controllers.ts';

/** Why a controller does nothing with an object, since it is started as it is. */
export interface Refusal {
  /** denied: it says so in the object's status. unseen: it does not look at the object, and nothing says so. */
  readonly kind: 'denied' | 'unseen';
  /** A sentence without its end, which may follow a colon. */
  readonly reason: string;
  /** What of the object is refused. */
  readonly node: Node | undefined;
  readonly fix: string;
}

/** Who reconciles the kinds of a group; of the group of images each its own. */
const CONTROLLER_OF: Readonly<Record<string, ControllerName>> = {
  'source.toolkit.fluxcd.io': 'source-controller',
  'kustomize.toolkit.fluxcd.io': 'kustomize-controller',
  'helm.toolkit.fluxcd.io': 'helm-controller',
  'notification.toolkit.fluxcd.io': 'notification-controller',
  'image.toolkit.fluxcd.io': 'image-reflector-controller',
  'source.extensions.fluxcd.io': 'source-watcher',
};

/**
 * The fields that name an object which `--no-cross-namespace-refs` wants in the namespace of who names it.
 *
 * @see fluxcd/kustomize-controller internal/controller getSource; fluxcd/helm-controller internal/acl AllowsAccessTo;
 *   fluxcd/image-automation-controller internal/source; fluxcd/image-reflector-controller ImagePolicyReconciler;
 *   fluxcd/source-watcher internal/controller validateSpec; fluxcd/notification-controller internal/server handleEvent, internal/controller ReceiverReconciler
 */
const REFERENCES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Kustomization: [['sourceRef']],
  HelmRelease: [['chartRef'], ['chart', 'spec', 'sourceRef']],
  ArtifactGenerator: [['sources']],
  ImageUpdateAutomation: [['sourceRef']],
  ImagePolicy: [['imageRepositoryRef']],
  Alert: [['eventSources']],
  Receiver: [['resources']],
};

/**
 * @param controllers those of the cluster that the object stands in
 * @returns why its controller does nothing with it; `undefined` where it does, and where nothing is known of it
 */
export function refusalOf(resource: Resource, controllers: Controllers): Refusal | undefined {
  const misnamed = misnamedInstance(resource);
  if (misnamed !== undefined) return misnamed;
  const controller = controllerOf(resource);
  const all = controller === undefined ? undefined : controllers.get(controller);
  if (all === undefined) return undefined;
  const watching = all.filter((each) => watches(each, resource));
  const own = watching.find((each) => selects(each, resource));
  if (own !== undefined) return closedGate(resource, own) ?? crossNamespace(resource, own);
  const [first] = watching;
  return first === undefined ? unwatched(resource, all) : unselected(resource, watching, first);
}

/**
 * @returns why no cluster takes an object, where it is an instance of Flux beside the one that there may be
 * @see controlplaneio-fluxcd/flux-operator docs/api/v1/fluxinstance.md
 */
export function misnamedInstance({ node }: Resource): Refusal | undefined {
  const name = refusedInstance(node);
  if (name === undefined) return undefined;
  const reason = 'a cluster has one FluxInstance, which is called flux';
  return { kind: 'denied', reason, node: name, fix: 'Call it flux, and keep one of them.' };
}

/**
 * @param controllers those of the cluster that the object stands in
 * @returns why its controller may do nothing with it, where nothing is known of that
 */
export function possibleRefusalOf(resource: Resource, controllers: Controllers): Omit<Refusal, 'kind'> | undefined {
  const controller = controllerOf(resource);
  const node = externalArtifactIn(resource);
  if (controller === undefined || node === undefined || controllers.has(controller)) return undefined;
  return {
    reason: `${controller} takes an ExternalArtifact only where its gate ExternalArtifact is open, which it is not by default; how it is started is not known here`,
    node,
    fix: OPEN_GATE,
  };
}

/** @returns which controller reconciles an object. */
export function controllerOf({ gvk: { group, kind } }: Resource): ControllerName | undefined {
  return kind === 'ImageUpdateAutomation' ? 'image-automation-controller' : CONTROLLER_OF[group];
}

function watches({ flags, namespace }: Running, resource: Resource): boolean {
  return flags.watchesAllNamespaces || namespaceOf(resource) === namespace;
}

function selects({ flags }: Running, resource: Resource): boolean {
  try {
    return parseLabelSelector('--watch-label-selector', flags.watchLabelSelector)(resource.labels());
  } catch (error) {
    // A controller that cannot read it does not start, which is another matter.
    if (error instanceof SelectorError) return true;
    throw error;
  }
}

/** @see fluxcd/pkg runtime/controller WatchOptions */
function unwatched(resource: Resource, all: readonly Running[]): Refusal {
  const namespaces = [...new Set(all.map(({ namespace }) => namespace))].join(', ');
  return {
    kind: 'unseen',
    reason: `${controllerOf(resource)} looks at ${namespaces} alone (--watch-all-namespaces=false)`,
    node: nodeAt(resource.node, 'metadata', 'namespace'),
    fix: `Move it to ${namespaces}, or let the controller watch all namespaces.`,
  };
}

/** @see fluxcd/pkg runtime/controller GetWatchSelector */
function unselected(resource: Resource, watching: readonly Running[], { controller }: Running): Refusal {
  const selectors = [...new Set(watching.map(({ flags }) => flags.watchLabelSelector))].join('; ');
  return {
    kind: 'unseen',
    reason: `no ${controller} selects its labels (--watch-label-selector: ${selectors})`,
    node: nodeAt(resource.node, 'metadata', 'labels'),
    fix: 'Give it a label that one of them selects.',
  };
}

function closedGate(resource: Resource, running: Running): Refusal | undefined {
  if (isGateOpen(running, 'ExternalArtifact')) return undefined;
  const node = externalArtifactIn(resource);
  if (node === undefined) return undefined;
  return {
    kind: 'denied',
    reason: `${running.controller} accepts no ExternalArtifact: its feature gate ExternalArtifact is off`,
    node,
    fix: OPEN_GATE,
  };
}

const OPEN_GATE = 'Start the controller with --feature-gates=ExternalArtifact=true.';

/** @returns the kind of what a root or a release takes, where it is an ExternalArtifact */
function externalArtifactIn({ kind, node }: Resource): Node | undefined {
  const found = nodeAt(node, 'spec', kind === 'Kustomization' ? 'sourceRef' : 'chartRef', 'kind');
  return textAt(found) === 'ExternalArtifact' ? found : undefined;
}

function crossNamespace(resource: Resource, { flags, controller }: Running): Refusal | undefined {
  if (!flags.noCrossNamespaceRefs) return undefined;
  for (const fields of REFERENCES[resource.kind] ?? []) {
    const found = nodeAt(resource.node, 'spec', ...fields);
    const references = found instanceof Sequence ? found.items : [found];
    for (const reference of references) {
      const namespace = textAt(reference, 'namespace') || namespaceOf(resource);
      if (namespace === namespaceOf(resource)) continue;
      const target = `${textAt(reference, 'kind') || 'ImageRepository'} ${namespace}/${textAt(reference, 'name')}`;
      return {
        kind: 'denied',
        reason: `${controller} does not let it refer to anything in another namespace, such as ${target} (--no-cross-namespace-refs)`,
        node: nodeAt(reference, 'namespace'),
        fix: `Refer to an object in ${namespaceOf(resource)}.`,
      };
    }
  }
  return undefined;
}

function namespaceOf({ namespace }: Resource): string {
  return namespace || 'default';
}
