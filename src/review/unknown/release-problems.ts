import { askedOf } from '../../flux/helm/chart.ts';
import type { Release } from '../../flux/helm/releases.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { kindName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Unresolved } from '../contract/cluster-review.ts';
import { placeOf } from '../origins/change-chain.ts';
import { refOf } from '../reach/affected-workloads.ts';
import { contentOf, type Inputs, inputChange } from './hidden-inputs.ts';
import { matchProblems } from './match-problems.ts';
import type { Unknown } from './unknown.ts';
import type { UnknownRoots } from './unknown-roots.ts';

type ReleaseProblem = Release['problems'][number];

/**
 * What keeps releases from being known by their inputs: values from a ConfigMap that is not there, a chart that is not.
 * The root that holds such a release is applied all the same, so the rest of it stands: only the release fails. One that
 * is gone is lost, which says it all.
 *
 * @param isEdited whether a merge changes a file
 * @param whyAbsent says why an object that the manifests hold after the merge is not applied
 */
export function releaseProblems(
  before: Inventory | undefined,
  after: Inventory | undefined,
  unknown: Pick<UnknownRoots, 'failedBefore'>,
  isEdited: (path: string) => boolean,
  whyAbsent: (object: InventoryObject) => string | undefined = () => undefined,
): readonly Unknown[] {
  const releasesBefore = new Map(before?.releases.map((release) => [idOf(release), release]));
  return (after?.releases ?? []).flatMap((release): readonly Unknown[] => {
    const was = releasesBefore.get(idOf(release));
    const matched = matchProblems(was?.problems ?? [], release.problems);
    const { onlyBefore } = matched;
    const told = (problem: ReleaseProblem) => notApplied(problem, release, after, whyAbsent);
    const [both, onlyAfter] = [matched.both.map(told), matched.onlyAfter.map(told)];
    if (both.length + onlyBefore.length + onlyAfter.length === 0) return [];
    const object = objectOf(release, after);
    const formerObject = was && objectOf(was, before);
    const differing = before === after || was === undefined ? undefined : inputChange(inputsOf(was), inputsOf(release));
    const standing = differing === undefined ? {} : { changed: [...differing.changed], inputs: differing.ids };
    const isOld = was === undefined && object !== undefined && isUntouched(object, unknown, isEdited);
    const repaired = { now: [refOf(release.resource)], inputs: differing?.ids };
    return [
      ...both.map((problem) => ({ ...entry(problem, release, object, 'both', true), ...standing })),
      ...onlyAfter.map((problem) => ({
        ...entry(problem, release, object, 'after', isOld),
        ...(mayBeThere(problem, release, before) ? { partial: true as const, inputs: problem.absent } : {}),
      })),
      ...(release.problems.length > 0 ? [] : onlyBefore).map((problem) => ({
        ...entry(problem, was ?? release, formerObject, 'before', false),
        ...repaired,
      })),
    ];
  });
}

/** What is in Git and not in the cluster is not missing from Git. */
function notApplied(
  problem: ReleaseProblem,
  { resource }: Release,
  after: Inventory | undefined,
  whyAbsent: (object: InventoryObject) => string | undefined,
): ReleaseProblem {
  const held = problem.absent === undefined ? undefined : named(problem.absent, resource, after);
  if (held === undefined) return problem;
  const { kind, name } = held.resource;
  const reason = whyAbsent(held) ?? 'it is not applied';
  return { ...problem, message: `${kind} ${name} (valuesFrom) is in Git, but ${reason}` };
}

/** What no root held before is not taken away by a merge: it may be in the cluster, made by something else. */
function mayBeThere({ absent }: ReleaseProblem, { resource }: Release, before: Inventory | undefined): boolean {
  return absent !== undefined && named(absent, resource, before) === undefined;
}

/** @returns the object of a release's namespace that a problem of it names */
function named(absent: string, { namespace }: Resource, inventory: Inventory | undefined): InventoryObject | undefined {
  return inventory?.objects.find(({ resource }) => {
    return kindName(resource) === absent && (resource.namespace || 'default') === (namespace || 'default');
  });
}

/** It was not known before, as its root was not; what the merge does not touch it does not break. */
function isUntouched(
  { resource, root }: InventoryObject,
  { failedBefore }: Pick<UnknownRoots, 'failedBefore'>,
  isEdited: (path: string) => boolean,
): boolean {
  return failedBefore(root) && !isEdited(resource.trail.origin.path);
}

/** A new version of the API is the same release. */
function idOf({ resource }: Release): string {
  return `${resource.namespace}/${resource.name}`;
}

function objectOf({ resource }: Release, inventory: Inventory | undefined): InventoryObject | undefined {
  return inventory?.objects.find((object) => object.resource === resource);
}

/** All that decides what a release installs. */
function inputsOf({ resource, chart, local, values }: Release): Inputs {
  const { path } = resource.trail.origin;
  const files = [...(local?.inputs ?? [])].filter(([, id]) => id !== 'absent');
  const read = values.read.map((source) => [`values ${source.kind} ${source.name}`, source] as const);
  return new Map([
    ['release', { path, value: contentOf(resource.node) }],
    ['chart', { path, value: chart === undefined ? '' : askedOf(chart) }],
    ['opaque', { path, value: values.opaque.join('\n') }],
    ...files.map(([file, value]) => [file, { path: file, value }] as const),
    ...read.map(([name, { node, trail }]) => [name, { path: trail.origin.path, value: contentOf(node) }] as const),
  ]);
}

function entry(
  problem: ReleaseProblem,
  { resource }: Release,
  object: InventoryObject | undefined,
  side: Unresolved['side'],
  standing: boolean,
): Unresolved {
  const { namespace, name } = resource;
  const place = object && (placeOf(problem.node, object) ?? object.resource.trail.origin);
  return {
    code: 'release-inputs',
    message: `HelmRelease ${namespace === '' ? name : `${namespace}/${name}`}: ${problem.message}`,
    ...(place === undefined ? {} : { path: place.path }),
    ...(place?.line === undefined ? {} : { line: place.line }),
    ...(object === undefined ? {} : { root: object.root.name }),
    side,
    standing,
  };
}
