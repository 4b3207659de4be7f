import { Resource } from '../../kustomize/model/resource.ts';
import type { Memory } from '../../memo/memory.ts';
import { basename } from '../../tree/objects/paths.ts';
import { Mapping, type Node, type Place, Sequence } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { type InstanceSync, isPausedInstance, syncOfInstance } from './flux-instance.ts';
import {
  type FluxKustomization,
  isFluxKustomization,
  readFluxKustomization,
  type SourceRef,
} from './flux-kustomization.ts';
import { patchObjects } from './patch-objects.ts';

const SOURCE_GROUP = 'source.toolkit.fluxcd.io';

/** What a cluster reconciles from its own repository, and where that comes from. */
export interface Sync {
  readonly flux: FluxKustomization;
  /** The source object; absent where only the cluster has it. */
  readonly source: Resource | undefined;
  /** Whether the repository names the source, rather than leaving its name to flux-operator. */
  readonly isWritten: boolean;
  /** Whether the cluster brings it in itself, rather than that `flux bootstrap` alone has applied it. */
  readonly isHeld: boolean;
  /** Set where it is of a FluxInstance that is paused: flux-operator goes by what it said before. */
  readonly isPaused?: true;
}

/** Whether `flux bootstrap` has written an object: it is named after its namespace, and so is its source. */
export function isBootstrapSync(object: {
  readonly name: string;
  readonly namespace: string;
  readonly sourceName: string;
  readonly file: string;
}): boolean {
  if (/^gotk-sync\.ya?ml$/.test(basename(object.file))) return true;
  return object.name === 'flux-system' && object.namespace === object.name && object.sourceName === object.name;
}

/**
 * The object in a cluster's path that syncs that very path: the FluxKustomization of `flux bootstrap`, the one that
 * flux-operator makes of a FluxInstance, or another that names the path. One of the first two that names another path
 * sends the cluster there.
 *
 * @param resources what the entrypoint holds
 * @param entrypoint its directory
 * @param memory of the repository
 */
export function syncOf(resources: readonly Resource[], entrypoint: string, memory: Memory): Sync | undefined {
  const all = resources.filter(isFluxKustomization).map((resource) => withSource(resource, resources));
  const made = [...all.filter(isBootstrapped), ...resources.flatMap((resource) => syncOfInstanceIn(resource, memory))];
  const own = entrypoint === '' ? undefined : all.find(({ flux }) => flux.path === entrypoint);
  return made.find(({ flux }) => flux.path === entrypoint) ?? made[0] ?? own;
}

/** @returns whether two ask for the same. */
export function isSameSync(a: Sync, b: Sync): boolean {
  const [one, other] = [nodeAt(a.source?.node, 'spec'), nodeAt(b.source?.node, 'spec')];
  const isSameSource = one === undefined || other === undefined ? one === other : sameValue(one, other);
  return isSameSource && sameValue(a.flux.spec, b.flux.spec);
}

/** @returns whether an object is a source of files or charts. */
export function isFilesSource({ gvk }: Resource): boolean {
  return gvk.group === SOURCE_GROUP;
}

/** @returns the object that a reference names, among those of a cluster. */
export function sourceOf(reference: SourceRef, resources: readonly Resource[]): Resource | undefined {
  return resources.find(
    (resource) =>
      isFilesSource(resource) &&
      resource.kind === reference.kind &&
      resource.name === reference.name &&
      (resource.namespace || 'default') === reference.namespace,
  );
}

function withSource(resource: Resource, resources: readonly Resource[]): Sync {
  const flux = readFluxKustomization(resource);
  return { flux, source: sourceOf(flux.sourceRef, resources), isWritten: true, isHeld: true };
}

function isBootstrapped({ flux }: Sync): boolean {
  const { name, namespace, sourceRef, resource } = flux;
  const file = resource.trail.origin.path;
  return namespace === sourceRef.namespace && isBootstrapSync({ name, namespace, sourceName: sourceRef.name, file });
}

function syncOfInstanceIn({ node, trail }: Resource, memory: Memory): readonly Sync[] {
  const instance = syncOfInstance(node);
  if (instance === undefined) return [];
  const made = patchInstanceSync(instance, memory);
  const flux = readFluxKustomization(new Resource(made.kustomization, trail));
  const sync = { flux, source: new Resource(made.source, trail), isWritten: made.isNamed, isHeld: true };
  return [isPausedInstance(node) ? { ...sync, isPaused: true } : sync];
}

/**
 * Patches of the controllers find nothing here, and are left out.
 *
 * @see controlplaneio-fluxcd/flux-operator internal/builder Build
 */
function patchInstanceSync(made: InstanceSync, memory: Memory): InstanceSync {
  let { source, kustomization } = made;
  for (const patch of made.patches.filter(isAboutSync)) {
    for (const node of patchObjects([source, kustomization], [patch], memory) ?? []) {
      const placed = placedAt(node, made.kustomization.place);
      if (textAt(node, 'kind') === 'Kustomization') kustomization = placed;
      else source = placed;
    }
  }
  return { ...made, source, kustomization };
}

function isAboutSync(patch: Node): boolean {
  return /Kustomization|GitRepository|OCIRepository|Bucket/.test(
    textAt(patch, 'target', 'kind') || textAt(patch, 'patch'),
  );
}

/** What was printed and read again is written where the instance is. */
function placedAt(node: Mapping, place: Place | undefined): Mapping {
  const placed = (each: Node): Node => {
    if (each instanceof Mapping) return placedAt(each, place);
    if (each instanceof Sequence) return new Sequence(each.items.map(placed), place);
    return each.with({ place });
  };
  return new Mapping(
    [...node.entries].map(([key, value]) => [key, placed(value)] as const),
    place,
  );
}
