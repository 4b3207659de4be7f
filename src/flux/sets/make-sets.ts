import { objectName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { ResourceLists } from '../../kustomize/model/search-for.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import type { MadeArtifacts } from '../composed/made-artifacts.ts';
import { differingTwins } from '../roots/differing-twins.ts';
import type { InventoryObject, Root } from '../roots/inventory.ts';
import { objectsOf } from '../roots/search-roots.ts';
import { SetError } from './expand/set-error.ts';
import type { GivenByCluster } from './inputs/provided-inputs.ts';
import { positionOf } from './root/part-place.ts';
import { inputsOfSet, isInputProvider, isResourceSet, resourceSetsIn, type UnknownInputs } from './root/set-inputs.ts';
import { emptySetRoot, failed, setRoot } from './root/set-root.ts';

/** What ResourceSets take beside objects of their cluster. */
interface SetsContext {
  /** Whether nothing that the clusters hold is left out, so that what is not there is nowhere. */
  readonly isWhole: boolean;
  /** The repository, and what was resolved of what it refers to. */
  readonly files: Files;
  /** @param lists all of a cluster */
  readonly artifacts: (cluster: string, lists: ResourceLists) => MadeArtifacts;
}

/**
 * @param roots all of some clusters, as far as they are known
 * @returns what the ResourceSets in them make, each as a root; not those of which the inputs are not known here
 * @throws Needs where something has not been resolved or fetched yet
 */
export function makeSets(roots: readonly Root[], { isWhole, files, artifacts }: SetsContext): readonly Root[] {
  const clusters = [...new Set(roots.map(({ cluster }) => cluster))];
  return mapAll(clusters, (cluster) => {
    const own = roots.filter((root) => root.cluster === cluster);
    const lists = own.map(({ resources }) => resources);
    if (resourceSetsIn(lists).length === 0) return [];
    const given = { files, artifacts: () => artifacts(cluster, lists) };
    return setsIn(own.flatMap(objectsOf), isWhole, given);
  }).flat();
}

function setsIn(objects: readonly InventoryObject[], isWhole: boolean, given: GivenByCluster): readonly Root[] {
  const sets = objects.filter(({ resource }) => isResourceSet(resource));
  const divided = differingTwins(sets.map(({ resource }) => resource));
  const once = new Map(sets.toReversed().map((object) => [objectName(object.resource), object]));
  const known = sets.filter((object) => once.get(objectName(object.resource)) === object);
  const holders = new Map(objects.map((object) => [object.resource, object]));
  const configs = new Map(objects.map(({ resource }) => [configName(resource), resource.node]));
  const find = (kind: string, namespace: string, name: string) => configs.get(`${kind}/${namespace}/${name}`);
  const providers = [...holders.keys()].filter(isInputProvider);
  const asked = mapAll(
    known.filter(({ resource }) => !divided.has(objectName(resource))),
    (holder) => [holder, inputsOrError(holder.resource, providers, given)] as const,
  );
  // What is not known to make anything may make a provider too.
  const isAllThere = isWhole && divided.size === 0 && !asked.some(([, inputs]) => isOfHost(inputs));
  return asked.flatMap(([holder, inputs]) => {
    if (inputs instanceof SetError) return [failedRoot(holder, inputs.message, inputs)];
    if ('inputs' in inputs) return [setRoot({ ...inputs, holder, holders, find })];
    return isAllThere ? [withoutProvider(holder, inputs)] : [];
  });
}

/** @returns whether a ResourceSet takes inputs that only a host knows */
function isOfHost(inputs: ReturnType<typeof inputsOrError>): boolean {
  return !(inputs instanceof SetError) && !('inputs' in inputs) && inputs.unknown.length > 0;
}

function inputsOrError(set: Resource, providers: readonly Resource[], given: GivenByCluster) {
  try {
    return inputsOfSet(set, providers, given);
  } catch (error) {
    if (error instanceof SetError) return error;
    throw error;
  }
}

function withoutProvider(holder: InventoryObject, { missing: [name] }: UnknownInputs): Root {
  const root = failedRoot(holder, `there is no ResourceSetInputProvider "${name?.text}" in its namespace`);
  const fix = 'Correct spec.inputsFrom, or add the provider to the namespace of the ResourceSet.';
  return { ...root, problems: root.problems.map((problem) => ({ ...problem, ...positionOf(holder, name), fix })) };
}

function failedRoot(holder: InventoryObject, message: string, error?: SetError): Root {
  return { ...emptySetRoot(holder), problems: [failed(holder, message, error?.part)] };
}

function configName({ kind, namespace, name }: Resource): string {
  return `${kind}/${namespace}/${name}`;
}
