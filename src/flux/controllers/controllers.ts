import type { Resource } from '../../kustomize/model/resource.ts';
import type { Release } from '../../kustomize/releases/releases.ts';
import type { Memory } from '../../memo/memory.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import type { LikelyController } from '../objects/spoke.ts';
import {
  CONTROLLERS,
  type ControllerName,
  imageVersion,
  isSince,
  parseVersion,
  type Version,
  versionIn,
} from './controller-version.ts';
import { type Flags, flagsOf, NO_FLAGS } from './flags.ts';
import { kustomizeOf } from './kustomize-release.ts';
import { deploymentsElsewhere } from './made-deployments.ts';

/** One Deployment of a controller, as it runs in a cluster. */
export interface Running {
  readonly controller: ControllerName;
  /** `undefined` where nothing in the repository tells. */
  readonly version: Version | undefined;
  readonly flags: Flags;
  readonly namespace: string;
  /** The object that says so: the Deployment, or what makes it. */
  readonly from: Resource | undefined;
}

/**
 * What the controllers of one cluster run with: of each the Deployments that the repository tells of, several where
 * they share the work. One that it does not tell of is left out.
 */
export type Controllers = ReadonlyMap<ControllerName, readonly Running[]>;

/**
 * Reads what the controllers of a cluster run with: from their Deployments; where there are none, from what makes them,
 * a FluxInstance or a FluxKustomization of Flux's own manifests, with the patches in it.
 *
 * @param resources the objects of the cluster that are known
 * @param memory of the repository
 */
export function controllersOf(resources: readonly Resource[], memory: Memory): Controllers {
  const rendered = resources.filter(({ kind }) => kind === 'Deployment').flatMap((each) => running(each, each));
  const known = new Set(rendered.map(({ controller }) => controller));
  const made = deploymentsElsewhere(resources, memory).flatMap(({ deployment, from }) => running(deployment, from));
  const all = [...rendered, ...made.filter(({ controller }) => !known.has(controller))];
  return new Map(
    CONTROLLERS.flatMap((name) => {
      const own = all.filter(({ controller }) => controller === name);
      return own.length === 0 ? [] : [[name, own] as const];
    }),
  );
}

/** @returns the Deployment that leads: the one that takes what no other asks for. */
export function mainOf(controllers: Controllers, controller: ControllerName): Running {
  const all = controllers.get(controller) ?? [];
  return all.find(({ flags }) => !/^[^!]*[^!=]=/.test(flags.watchLabelSelector)) ?? all[0] ?? unknown(controller);
}

/** Gates that decide what becomes of objects, and the release of their controller that switched them on by default. */
const ON_SINCE = {
  StrictPostBuildSubstitutions: { major: 1, minor: 9 },
  AdditiveCELDependencyCheck: undefined,
  ExternalArtifact: undefined,
  UseHelm3Defaults: undefined,
  DefaultToRetryOnFailure: undefined,
} as const;

/**
 * @returns whether a gate is open: as it is set, else by default of the release; of one that is not known, of the newest
 * @see fluxcd/kustomize-controller internal/features/features.go; fluxcd/helm-controller internal/features/features.go
 */
export function isGateOpen({ flags, version }: Running, gate: keyof typeof ON_SINCE): boolean {
  const since = ON_SINCE[gate];
  return flags.gates.get(gate) ?? (since !== undefined && (version === undefined || isSince(version, since)));
}

/** What of kustomize-controller decides what a root renders to. */
export interface Rendering {
  /** Whether a variable without value and default is an error for certain. */
  readonly strict: boolean;
  /** Whether a kustomization may refer to other repositories. */
  readonly remoteBases: boolean;
  /** The release of kustomize that it builds by. */
  readonly kustomize: Release;
}

/**
 * @returns how the kustomize-controller of a cluster renders; of one that is not known, the newest by its defaults, but that
 *   it is not taken to be strict
 */
export function renderingOf(controllers: Controllers | undefined, likely: LikelyController = {}): Rendering {
  const told = mainOf(controllers ?? new Map(), 'kustomize-controller');
  return {
    strict: isStrict(told) ?? likely.isStrict ?? false,
    remoteBases: !told.flags.noRemoteBases,
    kustomize: kustomizeOf(told.version ?? likely.version),
  };
}

/** @returns whether a variable without value and default is an error; `undefined` where neither a gate nor the version tells */
export function isStrict(running: Running): boolean | undefined {
  const gate = 'StrictPostBuildSubstitutions';
  return running.version === undefined ? running.flags.gates.get(gate) : isGateOpen(running, gate);
}

function unknown(controller: ControllerName): Running {
  return { controller, version: undefined, flags: NO_FLAGS, namespace: 'flux-system', from: undefined };
}

/** @param from what makes the Deployment */
function running(deployment: Resource, from: Resource): readonly Running[] {
  const { node, name, namespace } = deployment;
  const containers = itemsAt(node, 'spec', 'template', 'spec', 'containers');
  const named = containers.find((each) => CONTROLLERS.some((name) => isImageOf(textAt(each, 'image'), name)));
  const container = named ?? (CONTROLLERS.some((each) => each === name) ? containers[0] : undefined);
  const image = textAt(container, 'image');
  const controller = CONTROLLERS.find((each) => each === name || isImageOf(image, each));
  if (container === undefined || controller === undefined) return [];
  const flux = parseVersion(textAt(node, 'metadata', 'labels', 'app.kubernetes.io/version'));
  const version = imageVersion(image) ?? (flux && versionIn(flux, controller));
  return [{ controller, version, flags: flagsOf(container), namespace: namespace || 'default', from }];
}

function isImageOf(image: string, controller: ControllerName): boolean {
  return new RegExp(`(^|/)${controller}($|[:@])`).test(image);
}
