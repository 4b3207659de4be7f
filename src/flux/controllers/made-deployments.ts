import { Resource } from '../../kustomize/model/resource.ts';
import { onceTogether } from '../../memo/by-value.ts';
import type { Memory } from '../../memo/memory.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { printYaml } from '../../yaml/print/print.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { instanceOf } from '../objects/flux-instance.ts';
import { isFluxKustomization, readFluxKustomization } from '../objects/flux-kustomization.ts';
import { patchObjects } from '../objects/patch-objects.ts';
import { sourceOf } from '../objects/sync.ts';
import {
  CONTROLLERS,
  type ControllerName,
  distributionVersion,
  fluxMinorOf,
  parseVersion,
  versionIn,
  versionText,
} from './controller-version.ts';
import { instanceProfile } from './instance-profile.ts';
import type { Recipe } from './recipe.ts';

/** A Deployment that no file of the repository holds. */
export interface MadeDeployment {
  readonly deployment: Resource;
  /** The object that it is made of. */
  readonly from: Resource;
}

/**
 * The Deployments of Flux that are made elsewhere: by flux-operator of a FluxInstance, by a HelmRelease of the chart
 * `flux2`, and by a FluxKustomization that takes them from Flux's own repository.
 */
export function deploymentsElsewhere(resources: readonly Resource[], memory: Memory): readonly MadeDeployment[] {
  return resources.flatMap((resource) => {
    const instance = instanceOf(resource.node);
    if (instance !== undefined) {
      const made = memo([resource.node], () => madeBy(instanceProfile(instance), memory));
      return made.map((node) => ({ deployment: new Resource(node, resource.trail), from: resource }));
    }
    if (resource.kind === 'HelmRelease') {
      const made = memo([resource.node], () => chartRecipes(resource.node).flatMap((each) => madeBy(each, memory)));
      return made.map((node) => ({ deployment: new Resource(node, resource.trail), from: resource }));
    }
    if (!OF_FLUX.test(textAt(resource.node, 'spec', 'url'))) return [];
    const users = resources.filter((each) => isFluxKustomization(each) && isTakenFrom(each, resource));
    const nodes = [resource, ...users].map(({ node }) => node);
    const [from = resource] = users;
    const made = memo(nodes, () => madeBy(upstreamRecipe(resource, users), memory));
    return made.map((node) => ({ deployment: new Resource(node, from.trail), from }));
  });
}

const memo = onceTogether<readonly Mapping[]>();

/** Where Flux's own manifests are. */
const OF_FLUX = /\/fluxcd\/(flux2(\.git)?|flux-manifests)$/;

function isTakenFrom(user: Resource, source: Resource): boolean {
  return sourceOf(readFluxKustomization(user).sourceRef, [source]) !== undefined;
}

function upstreamRecipe({ node }: Resource, users: readonly Resource[]): Recipe {
  const ref = nodeAt(node, 'spec', 'ref');
  return {
    namespace: 'flux-system',
    version: distributionVersion(textAt(ref, 'tag') || textAt(ref, 'semver')),
    controllers: CONTROLLERS,
    argumentsOf: () => [[]],
    patches: users.flatMap((user) => itemsAt(user.node, 'spec', 'patches')),
  };
}

/** The chart's names of the controllers. @see fluxcd-community/helm-charts charts/flux2/values.yaml */
const IN_VALUES: readonly (readonly [value: string, controller: ControllerName])[] = [
  ['sourceController', 'source-controller'],
  ['kustomizeController', 'kustomize-controller'],
  ['helmController', 'helm-controller'],
];

/** Of the chart `flux2`, as far as its values name releases: those that they do not name are in the chart itself. */
function chartRecipes(release: Node): readonly Recipe[] {
  const chart = textAt(release, 'spec', 'chart', 'spec', 'chart') || textAt(release, 'spec', 'chartRef', 'name');
  if (textAt(release, 'kind') !== 'HelmRelease' || chart !== 'flux2') return [];
  const namespace = textAt(release, 'spec', 'targetNamespace') || textAt(release, 'metadata', 'namespace');
  return IN_VALUES.flatMap(([key, controller]) => {
    const values = nodeAt(release, 'spec', 'values', key);
    const version = parseVersion(textAt(values, 'tag'));
    const minor = version && fluxMinorOf(controller, version);
    if (minor === undefined) return [];
    const args = itemsAt(values, 'container', 'additionalArgs').map((each) => textAt(each));
    const flux = { major: 2, minor, patch: undefined };
    return [{ namespace, version: flux, controllers: [controller], argumentsOf: () => [args], patches: [] }];
  });
}

/** A shard is found by patches under the name that it had before its suffix: so each is patched by itself. */
function madeBy(recipe: Recipe, memory: Memory): readonly Mapping[] {
  const patches = patchesOfContainers(recipe.patches);
  return recipe.controllers.flatMap((controller) =>
    recipe.argumentsOf(controller).map((args) => {
      let node = deployment(recipe, controller, args);
      for (const patch of patches) node = patchObjects([node], [patch], memory)?.[0] ?? node;
      return node;
    }),
  );
}

/** Patches, and of a JSON patch operations, that say how a container is started: the Deployments here have no more than that. */
function patchesOfContainers(patches: readonly Node[]): readonly Node[] {
  return patches.flatMap((patch) => {
    if (!(patch instanceof Mapping) || !mayReachDeployments(patch)) return [];
    const { documents } = parseYaml(new Source(textAt(patch, 'patch')));
    const [operations, ...others] = documents;
    if (others.length > 0 || !(operations instanceof Sequence)) return [patch];
    const kept = operations.items.filter(isOfContainer);
    if (kept.length === 0) return [];
    return [patch.with('patch', new Scalar(printYaml(new Sequence(kept)), 'str', 'literal'))];
  });
}

function mayReachDeployments(patch: Mapping): boolean {
  const kind = textAt(patch, 'target', 'kind');
  if (kind !== '') return kind.includes('Deployment') || /[.*+|[(\\]/.test(kind);
  return /\bcontainers\b/.test(textAt(patch, 'patch'));
}

function isOfContainer(operation: Node): boolean {
  return /^\/spec\/template\/spec\/containers\/\d+\/(args|command|image)(\/|$)/.test(textAt(operation, 'path'));
}

/**
 * The part of a Deployment that patches of arguments and images are written for.
 *
 * @see fluxcd/flux2 manifests/bases; controlplaneio-fluxcd/flux-operator config/data/flux
 */
function deployment({ namespace, version }: Recipe, controller: ControllerName, args: readonly string[]): Mapping {
  const own = version && versionIn(version, controller);
  const tag = own === undefined ? '' : `:v${versionText(own)}`;
  const container = map({
    name: text('manager'),
    image: text(`ghcr.io/fluxcd/${controller}${tag}`),
    args: list([...COMMON, ...args].map(text)),
  });
  return map({
    apiVersion: text('apps/v1'),
    kind: text('Deployment'),
    metadata: map({
      name: text(controller),
      namespace: text(namespace),
      labels: map({ 'app.kubernetes.io/component': text(controller), 'app.kubernetes.io/part-of': text('flux') }),
    }),
    spec: map({ template: map({ spec: map({ containers: list([container]) }) }) }),
  });
}

/** Patches find places in the list by number. */
const COMMON = [
  '--events-addr=',
  '--watch-all-namespaces=true',
  '--log-level=info',
  '--log-encoding=json',
  '--enable-leader-election',
];

function text(value: string): Node {
  return new Scalar(value, 'str', 'double');
}

function list(items: readonly Node[]): Node {
  return new Sequence([...items]);
}

function map(entries: Readonly<Record<string, Node>>): Mapping {
  return new Mapping(Object.entries(entries));
}
