import type { Resource } from '../../kustomize/model/resource.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { CONTROLLERS, type ControllerName, fluxMinorOf } from './controller-version.ts';
import { type Controllers, mainOf, type Running } from './controllers.ts';
import { controllerOf } from './refusals.ts';

/** An API version that the controllers of a cluster do not serve any more. */
export interface GoneVersion {
  readonly controller: ControllerName;
  /** The minor release of Flux 2 that took it away. */
  readonly since: number;
  /** What to write instead. */
  readonly instead: string;
  /** How it is known to be gone: by a CRD of the cluster, by the release of its controllers, or not at all. */
  readonly known: 'definition' | 'release' | undefined;
}

/**
 * By group and version the minor release of Flux 2 whose CRDs do not serve it any more: kustomize- and source-controller
 * 1.7 and 1.8, helm-controller 1.4 and 1.5, notification-controller 1.7 and 1.9, the controllers of images 1.0 and 1.2.
 *
 * @see the CHANGELOG of each controller; the CRDs in controlplaneio-fluxcd/flux-operator config/data/flux
 */
const GONE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'kustomize.toolkit.fluxcd.io': { v1beta1: 7, v1beta2: 8 },
  'helm.toolkit.fluxcd.io': { v2beta1: 7, v2beta2: 8 },
  'source.toolkit.fluxcd.io': { v1beta1: 7, v1beta2: 8 },
  'notification.toolkit.fluxcd.io': { v1beta1: 7, v1beta2: 9 },
  'image.toolkit.fluxcd.io': { v1beta1: 7, v1beta2: 9 },
};

/** @returns whether some release of Flux does not serve the version of an object any more. */
export function mayBeGone({ gvk: { group, version } }: Resource): boolean {
  return GONE[group]?.[version] !== undefined;
}

/**
 * @param controllers those of the cluster that the object is applied to
 * @param definitions its CustomResourceDefinitions, as far as the repository holds them
 * @returns `undefined` where the version is served
 */
export function goneVersion(
  resource: Resource,
  controllers: Controllers,
  definitions: readonly Resource[],
): GoneVersion | undefined {
  const { group, version, kind } = resource.gvk;
  const since = GONE[group]?.[version];
  const controller = controllerOf(resource);
  if (since === undefined || controller === undefined) return undefined;
  const gone = { controller, since, instead: `${group}/${newestOf(group, kind)}` };
  const definition = definitions.find(({ node }) => {
    return textAt(node, 'spec', 'group') === group && textAt(node, 'spec', 'names', 'kind') === kind;
  });
  if (definition !== undefined) return serves(definition, version) ? undefined : { ...gone, known: 'definition' };
  const minor = fluxMinorIn(controllers, controller)?.minor;
  if (minor !== undefined && minor < since) return undefined;
  return { ...gone, known: minor === undefined ? undefined : 'release' };
}

function newestOf(group: string, kind: string): string {
  if (group === 'helm.toolkit.fluxcd.io') return 'v2';
  return kind === 'Alert' || kind === 'Provider' ? 'v1beta3' : 'v1';
}

function serves({ node }: Resource, version: string): boolean {
  return itemsAt(node, 'spec', 'versions').some((each) => {
    return textAt(each, 'name') === version && textAt(each, 'served') === 'true';
  });
}

/**
 * The controllers of a cluster are of one release of Flux: one tells for another that is not known.
 *
 * @returns the minor release of Flux 2 that a controller is of, and what tells it; `undefined` where nothing does
 */
export function fluxMinorIn(
  controllers: Controllers,
  controller: ControllerName,
): { readonly minor: number; readonly running: Running } | undefined {
  for (const name of [controller, ...CONTROLLERS]) {
    const running = mainOf(controllers, name);
    const minor = running.version && fluxMinorOf(name, running.version);
    if (minor !== undefined) return { minor, running };
  }
  return undefined;
}
