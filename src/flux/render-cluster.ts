import { buildRoot } from '../kustomize/build.ts';
import type { ParsedBlobs } from '../kustomize/loader.ts';
import type { FileLine } from '../kustomize/origin.ts';
import type { Problem } from '../kustomize/problem.ts';
import type { Files } from '../tree/files.ts';
import { mapAll } from '../tree/needs.ts';
import { recordingFiles } from '../tree/recording-files.ts';
import { type FluxKustomization, isFluxKustomization, readFluxKustomization } from './flux-kustomization.ts';
import { loadFluxRoot } from './generated-kustomization.ts';
import { chainOf, type ExternalRoot, type Inventory, type InventoryObject, type Root } from './inventory.ts';
import { isOwnSource, syncOf } from './sync.ts';
import { unsupportedFields } from './unsupported-fields.ts';

/** One root that has been referred to and not yet rendered. */
interface Pending {
  readonly flux: FluxKustomization;
  readonly parent: string;
  readonly chain: readonly FileLine[];
  /** The directories of the roots that led here. */
  readonly ancestors: readonly string[];
}

/**
 * Renders all that a cluster is told to run: its entrypoint, every FluxKustomization in it, every one in those.
 *
 * @param files the repository as Flux sees it
 * @param directory the cluster's path
 * @param parsed blobs that were parsed before; grows
 * @throws Needs where an object has not been fetched yet; all else that is wrong is a problem of the root it is in
 */
export function renderCluster(files: Files, directory: string, parsed: ParsedBlobs): Inventory {
  const entry = renderEntrypoint(files, directory, parsed);
  const sync = syncOf(entry.resources, entry.directory);
  const roots: Root[] = [entry];
  const external: ExternalRoot[] = [];
  const known = new Set<string>(sync === undefined ? [] : [nameOf(sync)]);
  let pending = referredBy(entry, [entry.directory], known);
  while (pending.length > 0) {
    const own = pending.filter(({ flux }) => isOwnSource(flux, sync, entry.resources));
    for (const { flux } of pending) if (!isOwnSource(flux, sync, entry.resources)) external.push({ flux });
    const rendered = mapAll(own, (each) => renderRoot(files, each, parsed));
    roots.push(...rendered);
    pending = own.flatMap((each, index) => {
      const root = rendered[index];
      return root === undefined ? [] : referredBy(root, [...each.ancestors, root.directory], known);
    });
  }
  const objects = roots.flatMap((root) => root.resources.map((resource): InventoryObject => ({ resource, root })));
  return { entrypoint: entry.directory, roots, external, objects };
}

/**
 * A cluster starts at its own path, but what it reconciles from then on is the path that its sync object names: where
 * that is another, the cluster becomes what stands there.
 */
function renderEntrypoint(files: Files, directory: string, parsed: ParsedBlobs): Root {
  const visited: string[] = [];
  let at = directory;
  let chain: readonly FileLine[] = [];
  for (;;) {
    const root = render(files, { name: at, directory: at, flux: undefined, parent: undefined, chain }, parsed, []);
    const sync = syncOf(root.resources, at);
    if (sync === undefined) return root;
    const entry = { ...root, name: nameOf(sync), flux: sync, problems: [...root.problems, ...unsupportedFields(sync)] };
    if (sync.path === at) return entry;
    visited.push(at);
    if (visited.includes(sync.path)) {
      return { ...entry, problems: [...entry.problems, reentry(sync, `${visited.join(', ')} sync each other`)] };
    }
    chain = [...chain, ...chainTo(entry, sync)];
    at = sync.path;
  }
}

function renderRoot(files: Files, { flux, parent, chain, ancestors }: Pending, parsed: ParsedBlobs): Root {
  const identity = { name: nameOf(flux), directory: flux.path, flux, parent, chain };
  if (!ancestors.includes(flux.path)) return render(files, identity, parsed, unsupportedFields(flux));
  const problem = reentry(flux, `${flux.path || 'the root'} is already being rendered on the way here`);
  return { ...identity, resources: [], problems: [problem], reads: new Map(), pathsOf: () => new Set() };
}

function render(
  files: Files,
  identity: Pick<Root, 'name' | 'directory' | 'flux' | 'parent' | 'chain'>,
  parsed: ParsedBlobs,
  known: readonly Problem[],
): Root {
  const recorded = recordingFiles(files);
  const { resources, problems, pathsOf } = buildRoot(recorded.files, identity.directory, parsed, loadFluxRoot);
  return { ...identity, resources, problems: [...known, ...problems], reads: recorded.reads, pathsOf };
}

/** The FluxKustomizations in a root that nothing has referred to before. */
function referredBy(root: Root, ancestors: readonly string[], known: Set<string>): readonly Pending[] {
  return root.resources.filter(isFluxKustomization).flatMap((resource) => {
    const flux = readFluxKustomization(resource);
    if (known.has(nameOf(flux))) return [];
    known.add(nameOf(flux));
    return [{ flux, parent: root.name, chain: chainTo(root, flux), ancestors }];
  });
}

/** The references to a FluxKustomization, ending at its `spec.path` rather than at its first line. */
function chainTo(root: Root, flux: FluxKustomization): readonly FileLine[] {
  const chain = chainOf({ resource: flux.resource, root });
  return [...chain.slice(0, -1), { path: flux.resource.trail.origin.path, line: flux.line }];
}

function nameOf(flux: FluxKustomization): string {
  return `${flux.namespace}/${flux.name}`;
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
