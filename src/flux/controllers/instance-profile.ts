import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import type { FluxInstance } from '../objects/flux-instance.ts';
import { CONTROLLERS, type ControllerName, distributionVersion } from './controller-version.ts';
import type { Recipe } from './recipe.ts';

/** Which controllers take part in what. */
const APPLYING: readonly ControllerName[] = ['kustomize-controller', 'helm-controller'];
const SHARDED: readonly ControllerName[] = [
  'source-controller',
  'kustomize-controller',
  'helm-controller',
  'image-reflector-controller',
  'image-automation-controller',
  'source-watcher',
];
const DEFAULT: readonly string[] = [
  'source-controller',
  'kustomize-controller',
  'helm-controller',
  'notification-controller',
];

/**
 * What flux-operator makes Flux's Deployments of: the lockdown of `cluster.multitenant`, a Deployment for each shard, and
 * the gate that `source-watcher` needs.
 *
 * @see controlplaneio-fluxcd/flux-operator internal/builder/profiles.go profileClusterMultitenant, components.go
 *   ValidateAndPatchComponents, templates.go kustomizationTmpl, kustomizationShardTmpl
 */
export function instanceProfile({ spec, namespace }: FluxInstance): Recipe {
  const components = itemsAt(spec, 'components').map((each) => textAt(each));
  const names = components.length === 0 ? DEFAULT : components;
  const shards = shardSelectors(nodeAt(spec, 'sharding'));
  return {
    namespace,
    version: distributionVersion(textAt(spec, 'distribution', 'version')),
    controllers: CONTROLLERS.filter((controller) => names.includes(controller)),
    argumentsOf: (controller) => {
      const own = [
        ...lockdown(controller, nodeAt(spec, 'cluster')),
        ...(names.includes('source-watcher') && APPLYING.includes(controller)
          ? ['--feature-gates=ExternalArtifact=true']
          : []),
      ];
      const selectors = SHARDED.includes(controller) ? shards : [];
      if (selectors.length === 0) return [own];
      return selectors.map((selector) => [`--watch-label-selector=${selector}`, ...own]);
    },
    patches: itemsAt(spec, 'kustomize', 'patches'),
  };
}

function lockdown(controller: ControllerName, cluster: Node | undefined): readonly string[] {
  if (textAt(cluster, 'multitenant') !== 'true' || controller === 'source-controller') return [];
  const account = textAt(cluster, 'tenantDefaultServiceAccount') || 'default';
  return [
    '--no-cross-namespace-refs=true',
    ...(controller === 'kustomize-controller' ? ['--no-remote-bases=true'] : []),
    ...(APPLYING.includes(controller) ? [`--default-service-account=${account}`] : []),
  ];
}

function shardSelectors(sharding: Node | undefined): readonly string[] {
  const shards = itemsAt(sharding, 'shards').map((each) => textAt(each));
  if (shards.length === 0) return [];
  const key = textAt(sharding, 'key') || 'sharding.fluxcd.io/key';
  return [`!${key}`, ...shards.map((shard) => `${key}=${shard}`)];
}
