import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { basename } from '../../tree/objects/paths.ts';
import { removeItem } from '../../yaml/splice/remove-item.ts';
import { emptiedList, kustomizationIn } from '../files/kustomization-file.ts';
import { comesBy } from '../places/homes.ts';
import { type Inclusion, inclusionKey, inclusionOf } from '../places/inclusion.ts';
import type { Subject } from '../places/subject.ts';
import { ownTerritory } from '../places/territory.ts';
import { documentPartOf } from '../plan/document-part.ts';
import type { Plan } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { addReference } from './add-entry.ts';
import { removeDocument } from './removal/remove-document.ts';
import { commonSetFor, moveToSet, sharedSetOf } from './shared-set.ts';

const BY_HAND = 'Make this change by hand.';

/** Kinds that platforms are made of; a unit without any of them looks like a product. */
const PLATFORM =
  /^(Namespace|CustomResourceDefinition|ClusterRole|DaemonSet|HelmRelease|.*Policy|.*WebhookConfiguration|StorageClass|GatewayClass|IngressClass|PriorityClass)$/;

/**
 * Moves a subject into the set that every cluster imports. A directory is referred to from there, and the clusters'
 * own references to it go; a single object of a set moves with its file.
 */
export function moveToBaseline(plan: Plan, subject: Subject, from: ClusterInventory): void {
  const objects = from.inventory.objects.filter(subject.has);
  const [object] = objects;
  if (object === undefined) refuse(`${from.cluster.name} does not run ${subject.name}`);
  if (!objects.some(({ resource }) => PLATFORM.test(resource.kind)))
    plan.notes.push(
      `${subject.name} does not look like a platform component: the baseline adds it to every cluster at once.`,
    );
  const flux = fluxOf(plan, subject, from);
  if (flux !== undefined) {
    moveFlux(plan, subject, flux);
    return;
  }
  const path = directoryOf(plan, subject, from);
  if (path === undefined) {
    const set = sharedSetOf(plan, object);
    moveToSet(plan, set, commonSetFor(plan, set.file.slice(0, set.file.lastIndexOf('/'))).directory, false);
    return;
  }
  const common = commonSetFor(plan, path);
  if (common.directory === path) refuse(`${subject.name} is already a common set`);
  for (const cluster of plan.fleet.clusters) removeReferences(plan, subject, cluster, path);
  const into = kustomizationIn(plan.draft, common.directory) ?? common;
  addReference(plan.draft, into, 'resources', path);
}

type FluxInclusion = Extract<Inclusion, { kind: 'document' }>;

/** The FluxKustomization in the cluster's own tree by which all of a unit comes; none where it comes otherwise. */
function fluxOf(plan: Plan, subject: Subject, cluster: ClusterInventory): FluxInclusion | undefined {
  const [first, second] = inclusionsOf(plan, subject, cluster);
  const isFlux = first?.kind === 'document' && isFluxKustomization(first.object.resource);
  return isFlux && second === undefined && !subject.isObject ? first : undefined;
}

/** The file of the common set takes the place of those that clusters have: it is to say the same in all of them. */
function moveFlux(plan: Plan, subject: Subject, { path, object: { resource } }: FluxInclusion): void {
  const { draft, fleet } = plan;
  const common = commonSetFor(plan, path);
  const destination = `${common.directory}/${basename(path)}`;
  if (draft.read(destination) !== undefined) refuse(`${destination} already exists`);
  const { text, start, end } = documentPartOf(draft, path, resource.kind, resource.original.name);
  for (const cluster of fleet.clusters.filter(({ inventory }) => inventory.objects.some(subject.has))) {
    const own = fluxOf(plan, subject, cluster);
    if (own === undefined)
      refuse(`${cluster.cluster.name} adds ${subject.name} by other than a FluxKustomization of its own`, BY_HAND);
    removeDocument(draft, own.path, own.object.resource);
  }
  draft.write(destination, text.slice(start, end), path);
  addReference(draft, kustomizationIn(draft, common.directory) ?? common, 'resources', destination);
}

/** The directory that all of a unit comes from; none for an object that is one of several in a set. */
function directoryOf(plan: Plan, subject: Subject, from: ClusterInventory): string | undefined {
  const found = inclusionsOf(plan, subject, from);
  const [first, second] = found;
  if (first?.kind !== 'entry' || first.entry.path === undefined)
    refuse(`${from.cluster.name} does not add ${subject.name} through a list`, BY_HAND);
  if (second !== undefined) refuse(`${subject.name} is added by several references`, BY_HAND);
  const { path } = first.entry;
  if (!subject.isObject) return path;
  const isShared = from.inventory.objects.some((object) => !subject.has(object) && comesBy(object, path));
  return isShared || /(^|\/)(only-[^/]*|[^/]*-only)$/.test(path) ? undefined : path;
}

/** @returns the references in a cluster's own tree that add a subject, each once. */
function inclusionsOf(plan: Plan, subject: Subject, cluster: ClusterInventory): readonly Inclusion[] {
  const territory = ownTerritory(cluster, plan.fleet.clusters);
  const found = new Map<string, Inclusion>();
  for (const object of cluster.inventory.objects.filter(subject.has)) {
    const inclusion = inclusionOf(plan, object, cluster.inventory, territory);
    if (inclusion !== undefined) found.set(inclusionKey(inclusion), inclusion);
  }
  return [...found.values()];
}

function removeReferences(plan: Plan, subject: Subject, cluster: ClusterInventory, path: string): void {
  for (const inclusion of inclusionsOf(plan, subject, cluster)) {
    if (inclusion.kind !== 'entry' || inclusion.entry.path !== path)
      refuse(`${cluster.cluster.name} adds ${subject.name} by a reference other than ${path}`, BY_HAND);
    const { list, entry } = inclusion;
    const emptied = emptiedList(list, entry.field);
    plan.draft.splice(list.path, (old) => removeItem(old, { document: 0, steps: [entry.field] }, entry.index, emptied));
  }
}
