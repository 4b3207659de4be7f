import type { Memory } from '../../memo/memory.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { type Controllers, controllersOf, renderingOf } from '../controllers/controllers.ts';
import type { VariableSource } from '../kustomization/variables-for.ts';
import { nameOf } from '../objects/flux-kustomization.ts';
import type { ClusterRoot } from '../objects/spoke.ts';
import { HUB } from '../objects/spoke.ts';
import type { Sync } from '../objects/sync.ts';
import type { Entrypoint } from '../roots/entrypoint.ts';
import { finish, variablesOf } from '../roots/finish-root.ts';
import { type InForce, sourcesInForce, specKey, withInstance, withoutLostPaths } from '../roots/in-force.ts';
import type { Root } from '../roots/inventory.ts';
import { configKey } from '../variables/config-key.ts';
import { readyRoots } from '../variables/ready-roots.ts';
import { settleTogether } from '../variables/settle-together.ts';
import { withDependencyCycles } from './depends-on.ts';
import { pathsOf } from './entrypoints.ts';
import { type LateSources, type MissingSources, withLateSources } from './late-sources.ts';
import { madeArtifactsIn } from './made-artifacts-in.ts';
import { buildPlaced, type Placed, placeRoot } from './place-root.ts';
import { type Built, type Pending, referredBy, referredByNone } from './referred-root.ts';
import type { RenderedRoots } from './with-made.ts';

/** A chain of FluxKustomizations that make one another has no end of its own. */
const MOST_ROOTS = 2_000;

/**
 * Renders the roots of a cluster, from its entrypoints on: those that others take variables from come first, and a
 * FluxKustomization whose source is not known yet waits for the roots that may hold it.
 *
 * @param controllers what Flux runs with, by the cluster it runs in, as far as that is known
 * @param given what the cluster holds otherwise than the files say
 * @param releases what Helm makes in the cluster, as far as that is known
 */
export function renderRoots(
  files: Files,
  cluster: ClusterRoot,
  starts: readonly Entrypoint[],
  controllers: ReadonlyMap<string, Controllers>,
  given?: InForce,
  releases: readonly Root[] = [],
): RenderedRoots {
  return withLateSources((late) => renderInOrder(files, cluster, starts, controllers, { given, late, releases }));
}

/** What there is beside what the roots bring themselves. */
interface Besides {
  readonly given: InForce | undefined;
  /** Objects that roots take variables from, and that no root before them holds. */
  readonly late: LateSources;
  /** What releases make, as far as that is known: they are not among what is rendered. */
  readonly releases: readonly Root[];
}

/** A root that has been referred to, with what is built of it. */
interface PlacedRoot {
  readonly pending: Pending;
  readonly place: Placed;
  readonly built: readonly Built[];
}

function isLacking({ place, built }: PlacedRoot): boolean {
  return place.kind === 'files' && place.waits && built.some(({ problems }) => problems.length > 0);
}

function renderInOrder(
  files: Files,
  cluster: ClusterRoot,
  starts: readonly Entrypoint[],
  controllers: ReadonlyMap<string, Controllers>,
  { given, late, releases }: Besides,
): { readonly rendered: RenderedRoots; readonly missing: readonly MissingSources[] } {
  const inForce = given && withoutLostPaths(given, files, pathsOf(cluster));
  const syncs = syncsOf(starts, inForce);
  const [sync] = syncs;
  const outside = cluster.substitute ?? new Map<string, string>();
  const done: Root[] = [];
  const missing: MissingSources[] = [];
  const known = new Set(starts.flatMap(({ root: { flux } }) => (flux === undefined ? [] : [`${HUB} ${nameOf(flux)}`])));
  let undecided = [
    ...referredByNone(known, inForce),
    ...releases.flatMap((release) => referredBy(release, [], known, inForce)),
  ];
  let external: RenderedRoots['external'] = [];
  let waiting: readonly Built[] = starts.map(({ root }) => ({ ...root, ancestors: [] }));
  let isWhole = true;
  while (waiting.length > 0 && isWhole) {
    const next = readyRoots([...releases, ...done], waiting, new Map([...late, ...(inForce?.configs ?? [])]));
    const optionsAt = (home: string) => renderingOf(controllers.get(home), cluster.likely);
    const together = settleTogether(next.unsettled, { find: next.find, outside, optionsAt });
    const finished = next.ready.map((built) => {
      const findSource = (source: VariableSource) =>
        together.get(configKey(built.home, source)) ?? next.find(built, source);
      const variables = variablesOf(built, findSource, outside);
      const absent = variables?.missing.filter((source) => findSource(source) === undefined);
      missing.push({ root: built, sources: absent ?? [] });
      const own = built.flux && inForce?.own.get(specKey(built.home, built.flux));
      const find = (source: VariableSource) => own?.get(configKey(built.home, source)) ?? findSource(source);
      const first = own && variablesOf(built, find, outside);
      return finish(built, variables, optionsAt(built.home), first);
    });
    done.push(...finished);
    undecided = [
      ...undecided,
      ...finished.flatMap((root, index) => {
        return referredBy(root, [...(next.ready[index]?.ancestors ?? []), root.directory], known, inForce);
      }),
    ];
    const objects = sourcesInForce(inForce);
    for (const { cluster: at, resources } of [...releases, ...done]) {
      const known = objects.get(at) ?? [];
      objects.set(at, known);
      for (const resource of resources) known.push(resource);
    }
    const here = { sources: cluster.sources ?? [], clusters: pathsOf(cluster) };
    const made = madeArtifactsIn(files, here, { syncs, objects, controllers });
    const placed = mapAll(undecided, (pending, index): PlacedRoot => {
      const { cluster: home } = pending.parent;
      const place = placeRoot(files, pending, cluster, syncs, objects.get(home) ?? [], made(home));
      if (place.kind !== 'files' || done.length + index > MOST_ROOTS) return { pending, place, built: [] };
      const { kustomize } = renderingOf(controllers.get(home), cluster.likely);
      return { pending, place, built: [buildPlaced(files, pending, place, kustomize)] };
    });
    isWhole = done.length + undecided.length <= MOST_ROOTS;
    external = [
      ...external,
      ...placed.flatMap(({ pending, place }) => (place.kind === 'external' ? [{ ...pending, ...place }] : [])),
    ];
    const left = waiting.filter((each) => !next.ready.includes(each));
    // What lacks a part of another source waits as long as something else may hold that source.
    const goesOn = left.length > 0 || placed.some((each) => each.built.length > 0 && !isLacking(each));
    const isUndecided = (each: PlacedRoot) => each.place.kind === 'unknown' || (goesOn && isLacking(each));
    undecided = placed.flatMap((each) => (isUndecided(each) ? [each.pending] : []));
    waiting = [...left, ...placed.flatMap((each) => (isUndecided(each) ? [] : each.built))];
  }
  const all = isWhole ? done : tooMany(done);
  const rendered: RenderedRoots = {
    roots: withDependencyCycles(all),
    external: [...external, ...undecided],
    sync,
    ...(starts.length > 1 ? { syncs: starts.map((start) => start.sync) } : {}),
    controllers: controllersIn([...all, ...releases], inForce, files.memory),
  };
  return { rendered, missing };
}

/** @returns what the cluster is synced by, as far as that is known; where nothing says so, that it is not */
function syncsOf(starts: readonly Entrypoint[], inForce: InForce | undefined): readonly (Sync | undefined)[] {
  const written = starts.flatMap(({ sync }) => sync ?? []);
  return written.length > 0 ? written : [inForce?.sync];
}

function controllersIn(
  roots: readonly Root[],
  inForce: InForce | undefined,
  memory: Memory,
): ReadonlyMap<string, Controllers> {
  const clusters = new Set(roots.map(({ cluster }) => cluster));
  return new Map(
    [...clusters].map((at) => {
      const resources = roots.filter(({ cluster }) => cluster === at).flatMap((root) => root.resources);
      return [at, controllersOf(at === HUB ? withInstance(resources, inForce) : resources, memory)];
    }),
  );
}

/** What is not rendered may be anything: the whole cluster is not known. */
function tooMany(roots: readonly Root[]): readonly Root[] {
  const [entry, ...rest] = roots;
  if (entry === undefined) return roots;
  const message = `more than ${MOST_ROOTS} FluxKustomizations are reached from ${entry.directory || 'here'}; the others are not rendered`;
  const problem = {
    code: 'too-many-roots' as const,
    message,
    path: entry.flux?.resource.trail.origin.path ?? entry.directory,
    fix: 'Split the cluster into several, each with a path of its own.',
  };
  return [{ ...entry, problems: [...entry.problems, problem] }, ...rest];
}
