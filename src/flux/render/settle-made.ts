import { objectName } from '../../kubernetes/facts/object-ref.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { ResourceLists } from '../../kustomize/model/search-for.ts';
import type { MadeArtifacts } from '../composed/made-artifacts.ts';
import type { Release } from '../helm/releases.ts';
import { type ReleaseContext, type RenderedReleases, renderReleases } from '../releases/render-releases.ts';
import { makerOf, type Root } from '../roots/inventory.ts';
import { sameResources } from '../roots/same-resources.ts';
import { makeSets } from '../sets/make-sets.ts';

/** What objects of the clusters make of themselves: ResourceSets and HelmReleases. */
export type SettledMade = RenderedReleases;

/** What decides what they make. */
export interface MadeContext extends ReleaseContext {
  /** Whether all is known that the clusters hold. */
  readonly isWhole: boolean;
  /** @param lists all of a cluster */
  readonly artifacts: (cluster: string, lists: ResourceLists) => MadeArtifacts;
  /** @returns why the cluster goes on with a ResourceSet or HelmRelease that is not as the merge says */
  readonly whyKept: (cluster: string, resource: Resource) => Release['kept'];
}

/** One may bring what decides what another one makes: APIs, values, inputs, more of their kind. */
const MOST_ROUNDS = 5;

/**
 * Makes what ResourceSets and HelmReleases of clusters make: again as long as one brings what decides what another one
 * makes.
 *
 * @param roots all others
 * @throws Needs where something has not been fetched yet
 */
export function settleMade(roots: readonly Root[], context: MadeContext): SettledMade {
  let settled: SettledMade = { roots: [], releases: new Map() };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = makeAll(roots, settled.roots, context);
    if (differing(next.roots, settled.roots).length === 0) return next;
    settled = next;
  }
  const next = makeAll(roots, settled.roots, context);
  const moving = new Set(differing(next.roots, settled.roots));
  return { ...next, roots: next.roots.map((root) => (moving.has(root) ? withProblem(root) : root)) };
}

function makeAll(roots: readonly Root[], made: readonly Root[], context: MadeContext): SettledMade {
  const sets = makeSets([...roots, ...made], context).map((root) => asKept(root, context));
  const former = made.filter(({ by }) => by === 'release');
  const { roots: installed, releases } = renderReleases([...roots, ...sets, ...former], context);
  return { roots: [...sets, ...installed], releases };
}

function asKept(root: Root, { whyKept }: MadeContext): Root {
  const why = root.set && whyKept(root.home, root.set.holder.resource);
  return why === undefined ? root : { ...root, kept: { why, merged: undefined } };
}

/** @returns those that are not the very same on the other side */
function differing(roots: readonly Root[], others: readonly Root[]): readonly Root[] {
  const known = new Map(others.map((root) => [`${root.home} ${root.name}`, root]));
  const isSame = ({ home, name, resources, problems }: Root): boolean => {
    const other = known.get(`${home} ${name}`);
    return other?.problems.length === problems.length && sameResources(other.resources, resources);
  };
  return [...roots.filter((root) => !isSame(root)), ...(others.length > roots.length ? others : [])];
}

function withProblem(root: Root): Root {
  const resource = makerOf(root)?.resource;
  const [kind, what] = root.by === 'set' ? ['ResourceSet', 'ResourceSets'] : ['HelmRelease', 'releases'];
  const problem: Problem = {
    code: 'cycle',
    message: `${kind} ${resource === undefined ? root.name : objectName(resource)} never settles: what ${what} make decides what they make`,
    path: resource?.trail.origin.path,
    line: resource?.trail.origin.line,
    fix: 'Remove from one of them what depends on the other.',
  };
  return { ...root, resources: [], problems: [...root.problems, problem] };
}
