import { buildRoot } from '../kustomize/build.ts';
import type { ParsedBlobs } from '../kustomize/loader.ts';
import type { FileLine } from '../kustomize/origin.ts';
import type { Problem } from '../kustomize/problem.ts';
import type { Files } from '../tree/files.ts';
import { mapAll } from '../tree/needs.ts';
import { recordingFiles } from '../tree/recording-files.ts';
import { sameValue } from '../yaml/same-value.ts';
import type { Source } from '../yaml/source.ts';
import { artifactFiles } from './artifact-files.ts';
import { controllerOptions } from './controller-options.ts';
import { failedByCycle, finish, type MissingSources, variablesOf, withLateSources } from './finish-root.ts';
import { type FluxKustomization, isFluxKustomization, nameOf, readFluxKustomization } from './flux-kustomization.ts';
import { chainOf, type ExternalRoot, type Inventory, type InventoryObject, type Root } from './inventory.ts';
import { readyRoots } from './ready-roots.ts';
import { isRewritten } from './rewrite-kustomization.ts';
import { type DroppedField, rootKustomization } from './root-kustomization.ts';
import { isOwnSource, syncOf } from './sync.ts';
import { unsupportedFields } from './unsupported-fields.ts';

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
 * Renders all that a cluster is told to run: its entrypoint, every FluxKustomization in it, every one in those.
 *
 * @param files the repository as Flux sees it
 * @param directory the cluster's path
 * @param parsed blobs that were parsed before; grows
 * @param outside variables that the cluster's bootstrap sets outside the repository
 * @throws Needs where an object has not been fetched yet; all else that is wrong is a problem of the root it is in
 */
export function renderCluster(
  files: Files,
  directory: string,
  parsed: ParsedBlobs,
  outside: ReadonlyMap<string, string> = new Map(),
): Inventory {
  const start = buildEntrypoint(files, directory, parsed);
  const done: Root[] = [];
  const external: ExternalRoot[] = [];
  const missing: MissingSources[] = [];
  const known = new Set<string>(start.flux === undefined ? [] : [nameOf(start.flux)]);
  let waiting: readonly Built[] = [start];
  while (waiting.length > 0) {
    const next = readyRoots(done, waiting);
    const finished = next.ready.map((built) => {
      const variables = variablesOf(built, next.find, outside);
      missing.push({ root: built.name, sources: variables?.missing ?? [] });
      return next.isCycle
        ? failedByCycle(built)
        : finish(built, variables, controllerOptions(done[0]?.resources ?? built.resources));
    });
    done.push(...finished);
    const entry = done[0] ?? start;
    const pending = finished.flatMap((root, index) => {
      return referredBy(root, [...(next.ready[index]?.ancestors ?? []), root.directory], known);
    });
    const sync = syncOf(entry.resources, entry.directory);
    for (const { flux } of pending) if (!isOwnSource(flux, sync, entry.resources)) external.push({ flux });
    const own = pending.filter(({ flux }) => isOwnSource(flux, sync, entry.resources));
    const built = mapAll(own, (each) => buildReferred(files, each, parsed));
    waiting = [...waiting.filter((each) => !next.ready.includes(each)), ...built];
  }
  const roots = withLateSources(done, missing);
  const objects = roots.flatMap((root) => root.resources.map((resource): InventoryObject => ({ resource, root })));
  return { entrypoint: start.directory, roots, external, objects };
}

/**
 * A cluster starts at its own path, but what it reconciles from then on is the path that its sync object names: where
 * that is another, the cluster becomes what stands there.
 */
function buildEntrypoint(files: Files, directory: string, parsed: ParsedBlobs): Built {
  const visited: string[] = [];
  let at = directory;
  let chain: readonly FileLine[] = [];
  for (;;) {
    const identity = { name: at, directory: at, flux: undefined, parent: undefined, chain };
    const root = build(files, identity, parsed);
    const sync = syncOf(root.resources, at);
    if (sync === undefined) return root;
    if (sync.path === at) return asItsSyncSays(files, root, sync, parsed);
    visited.push(at);
    const entry = { ...root, name: nameOf(sync), flux: sync };
    if (visited.includes(sync.path)) {
      return { ...entry, problems: [...entry.problems, reentry(sync, `${visited.join(', ')} sync each other`)] };
    }
    chain = [...chain, ...chainTo(entry, sync)];
    at = sync.path;
  }
}

/** The entrypoint is what its own sync object makes of it, which may patch that very object. */
function asItsSyncSays(files: Files, root: Built, sync: FluxKustomization, parsed: ParsedBlobs): Built {
  let flux = sync;
  let entry: Built = { ...root, name: nameOf(flux), flux, problems: [...root.problems, ...unsupportedFields(flux)] };
  for (let round = 0; round < 3 && isRewritten(flux); round++) {
    entry = { ...build(files, { ...root, name: nameOf(flux), flux }, parsed), flux };
    const patched = syncOf(entry.resources, root.directory);
    if (patched === undefined || sameValue(patched.spec, flux.spec)) break;
    flux = patched;
  }
  return { ...entry, flux };
}

function buildReferred(files: Files, { flux, parent, chain, ancestors }: Pending, parsed: ParsedBlobs): Built {
  const identity = { name: nameOf(flux), directory: flux.path, flux, parent: parent.name, chain };
  if (!ancestors.includes(flux.path)) {
    const root = build(files, identity, parsed);
    return { ...root, ancestors, pathsOf: (source) => pathsIn(root, parent, source) };
  }
  const problem = reentry(flux, `${flux.path || 'the root'} is already being rendered on the way here`);
  return { ...identity, ...EMPTY, problems: [problem], ancestors };
}

/** A field that the FluxKustomization patches comes from a file of the root that holds it. */
function pathsIn(root: Root, parent: Root, source: Source): ReadonlySet<string> {
  const own = root.pathsOf(source);
  return own.size > 0 ? own : parent.pathsOf(source);
}

const EMPTY = {
  resources: [],
  reads: new Map(),
  pathsOf: () => new Set<string>(),
  dropped: [],
  variablesFrom: [],
} as const;

function build(
  files: Files,
  identity: Pick<Root, 'name' | 'directory' | 'flux' | 'parent' | 'chain'>,
  parsed: ParsedBlobs,
): Built {
  const recorded = recordingFiles(files);
  const dropped: DroppedField[] = [];
  const load = rootKustomization(identity.flux, (field) => dropped.push(field));
  const { resources, problems, pathsOf } = buildRoot(
    artifactFiles(recorded.files, ''),
    identity.directory,
    parsed,
    load,
  );
  const { name, directory, flux, parent, chain } = identity;
  const known = flux === undefined ? [] : unsupportedFields(flux);
  return {
    ...{ name, directory, flux, parent, chain, resources, reads: recorded.reads, pathsOf, dropped },
    problems: [...known, ...problems],
    variablesFrom: [],
    ancestors: [],
  };
}

/** The FluxKustomizations in a root that nothing has referred to before. */
function referredBy(root: Root, ancestors: readonly string[], known: Set<string>): readonly Pending[] {
  return root.resources.filter(isFluxKustomization).flatMap((resource) => {
    const flux = readFluxKustomization(resource);
    if (known.has(nameOf(flux))) return [];
    known.add(nameOf(flux));
    return [{ flux, parent: root, chain: chainTo(root, flux), ancestors }];
  });
}

/** The references to a FluxKustomization, ending at its `spec.path` rather than at its first line. */
function chainTo(root: Root, flux: FluxKustomization): readonly FileLine[] {
  const chain = chainOf({ resource: flux.resource, root });
  return [...chain.slice(0, -1), { path: flux.resource.trail.origin.path, line: flux.line }];
}

function reentry(flux: FluxKustomization, why: string): Problem {
  return {
    code: 'cycle',
    message: `FluxKustomization ${nameOf(flux)} leads back: ${why}`,
    path: flux.resource.trail.origin.path,
    line: flux.line,
    fix: 'Point spec.path at a directory of its own.',
  };
}
