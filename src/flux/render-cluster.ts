import type { ParsedBlobs } from '../kustomize/loader.ts';
import type { FileLine } from '../kustomize/origin.ts';
import type { Resource } from '../kustomize/resource.ts';
import type { Files } from '../tree/files.ts';
import { mapAll } from '../tree/needs.ts';
import type { Source } from '../yaml/source.ts';
import { artifactFilter } from './artifact-filter.ts';
import { withArtifactRoot } from './artifact-root.ts';
import { buildOneRoot, EMPTY_ROOT } from './build-one-root.ts';
import { controllerOptions } from './controller-options.ts';
import { withDependencyCycles } from './depends-on.ts';
import { buildEntrypoint, reentry } from './entrypoint.ts';
import { failedByCycle, finish, type MissingSources, variablesOf, withLateSources } from './finish-root.ts';
import { type FluxKustomization, isFluxKustomization, nameOf, readFluxKustomization } from './flux-kustomization.ts';
import { chainTo, type Inventory, type Root } from './inventory.ts';
import { filesOf } from './own-sources.ts';
import { readyRoots } from './ready-roots.ts';
import { type Rendered, splitInventory } from './split-inventory.ts';
import { clusterOf, HUB } from './spoke.ts';
import { withReleases } from './with-releases.ts';

/** Where a cluster starts, and what the repository does not say of it. */
export interface ClusterRoot {
  readonly path: string;
  /** Variables that the cluster's bootstrap sets outside the repository. */
  readonly substitute?: ReadonlyMap<string, string>;
  /** `Kind/name` or `Kind/namespace/name` of sources that stand for this repository. */
  readonly sources?: readonly string[];
}

/** A chain of FluxKustomizations that make one another has no end of its own. */
const MOST_ROOTS = 2_000;

/** One root that has been referred to and not yet rendered. */
interface Pending {
  readonly flux: FluxKustomization;
  readonly parent: Root;
  readonly chain: readonly FileLine[];
  /** The directories of the roots that led here. */
  readonly ancestors: readonly string[];
}

/** A root that is built, and waits for its variables. */
interface Built extends Root {
  readonly ancestors: readonly string[];
}

/**
 * Renders all that a cluster is told to run: its entrypoint, every FluxKustomization in it, every one in those; and all
 * that these apply to other clusters.
 *
 * @param files the repository as Flux sees it
 * @param parsed blobs that were parsed before; grows
 * @throws Needs where an object has not been fetched yet; all else that is wrong is a problem of the root it is in
 */
export function renderCluster(files: Files, cluster: ClusterRoot, parsed: ParsedBlobs): Inventory {
  const { root: start, sync } = buildEntrypoint(files, cluster.path, parsed);
  const outside = cluster.substitute ?? new Map<string, string>();
  const done: Root[] = [];
  const missing: MissingSources[] = [];
  const known = new Set<string>(start.flux === undefined ? [] : [`${HUB} ${nameOf(start.flux)}`]);
  let undecided: readonly Pending[] = [];
  let external: readonly Pending[] = [];
  let waiting: readonly Built[] = [{ ...start, ancestors: [] }];
  while (waiting.length > 0 && done.length < MOST_ROOTS) {
    const next = readyRoots(done, waiting);
    const finished = next.ready.map((built) => {
      const variables = variablesOf(built, (source) => next.find(built, source), outside);
      missing.push({ root: built, sources: variables?.missing ?? [] });
      return next.isCycle
        ? failedByCycle(built)
        : finish(built, variables, controllerOptions(done[0]?.resources ?? built.resources));
    });
    done.push(...finished);
    undecided = [
      ...undecided,
      ...finished.flatMap((root, index) => {
        return referredBy(root, [...(next.ready[index]?.ancestors ?? []), root.directory], known);
      }),
    ];
    const from = new Map(
      undecided.map((pending) => {
        const { flux, parent } = pending;
        const objects = done.filter((root) => root.cluster === parent.cluster).flatMap((root) => root.resources);
        return [pending, filesOf(flux, sync, cluster.sources ?? [], objects)];
      }),
    );
    external = [...external, ...undecided.filter((pending) => from.get(pending)?.kind === 'elsewhere')];
    const built = mapAll(from, ([pending, { kind, ...where }]) => {
      const source = 'source' in where ? where.source : undefined;
      if (kind !== 'here') return [];
      const flux = withArtifactRoot(pending.flux, files, cluster.path);
      return [buildReferred(files, { ...pending, flux }, source, parsed)];
    }).flat();
    undecided = undecided.filter((pending) => from.get(pending)?.kind === 'unknown');
    waiting = [...waiting.filter((each) => !next.ready.includes(each)), ...built];
  }
  const rendered: Rendered = {
    roots: withDependencyCycles(withLateSources(waiting.length > 0 ? tooMany(done) : done, missing)),
    external: [...external, ...undecided],
    sync,
  };
  return withReleases(splitInventory(rendered, start.directory), files, cluster.sources ?? []);
}

/** What is not rendered may be anything: the whole cluster is not known. */
function tooMany(roots: readonly Root[]): readonly Root[] {
  const [entry, ...rest] = roots;
  if (entry === undefined) return roots;
  const message = `more than ${MOST_ROOTS} FluxKustomizations lead from ${entry.directory || 'here'}; the others are not rendered`;
  const problem = {
    code: 'too-many-roots' as const,
    message,
    path: entry.flux?.resource.trail.origin.path ?? entry.directory,
  };
  return [{ ...entry, problems: [...entry.problems, problem] }, ...rest];
}

function buildReferred(files: Files, pending: Pending, source: Resource | undefined, parsed: ParsedBlobs): Built {
  const { flux, parent, chain, ancestors } = pending;
  const where = { home: parent.cluster, cluster: clusterOf(flux, parent.cluster) };
  const identity = { name: nameOf(flux), directory: flux.path, flux, ...where, parent: parent.name, chain };
  if (!ancestors.includes(flux.path)) {
    const root = buildOneRoot(files, artifactFilter(source), identity, parsed);
    return { ...root, ancestors, pathsOf: (source) => pathsIn(root, parent, source) };
  }
  const problem = reentry(flux, `${flux.path || 'the root'} is already being rendered on the way here`);
  return { ...EMPTY_ROOT, ...identity, problems: [problem], ancestors };
}

/** A field that the FluxKustomization patches comes from a file of the root that holds it. */
function pathsIn(root: Root, parent: Root, source: Source): ReadonlySet<string> {
  const own = root.pathsOf(source);
  return own.size > 0 ? own : parent.pathsOf(source);
}

/** The FluxKustomizations in a root that nothing has referred to before. */
function referredBy(root: Root, ancestors: readonly string[], known: Set<string>): readonly Pending[] {
  return root.resources.filter(isFluxKustomization).flatMap((resource) => {
    const flux = readFluxKustomization(resource);
    const name = `${root.cluster} ${nameOf(flux)}`;
    if (known.has(name)) return [];
    known.add(name);
    return [{ flux, parent: root, chain: chainTo(root, flux), ancestors }];
  });
}
