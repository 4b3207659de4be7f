import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { Release } from '../../kustomize/releases/releases.ts';
import type { Files } from '../../tree/files/files.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { artifactFiles } from '../artifact/artifact-files.ts';
import { type ArtifactFilter, artifactFilter } from '../artifact/artifact-filter.ts';
import { withArtifactRoot } from '../artifact/artifact-root.ts';
import { artifactProblems } from '../artifact/missing-directories.ts';
import { isRewritten } from '../kustomization/rewrite-kustomization.ts';
import { type FluxKustomization, nameOf } from '../objects/flux-kustomization.ts';
import { HUB } from '../objects/spoke.ts';
import { type Sync, syncOf } from '../objects/sync.ts';
import { buildOneRoot, leavesCharts } from './build-one-root.ts';
import { chainTo, type Root } from './inventory.ts';

/** The root that a cluster starts from, and what it says about itself. */
export interface Entrypoint {
  readonly root: Root;
  readonly sync: Sync | undefined;
}

/**
 * Builds a cluster's own root. It starts at the cluster's path, but what the cluster reconciles from then on is the
 * path that its sync object names: where that is another, the cluster becomes what stands there.
 *
 * @param directory the cluster's path
 * @param kustomize the release that the cluster builds by
 * @param others its other paths, which it starts from as well: what syncs one of them says nothing of this one
 */
export function buildEntrypoint(
  files: Files,
  directory: string,
  kustomize: Release,
  others: readonly string[] = [],
): Entrypoint {
  const visited: string[] = [];
  let at = directory;
  let chain: readonly FileLine[] = [];
  let followed: Sync | undefined;
  for (;;) {
    const filter = artifactFilter(undefined, files);
    const root = buildOneRoot(files, filter, { ...startAt(at), chain }, kustomize);
    const found = syncOf(root.resources, at, files.memory) ?? leftOutSync(files, filter, at, kustomize);
    if (found === undefined || others.includes(found.flux.path))
      return followed ? entrypointOf(files, root, followed, kustomize) : { root, sync: undefined };
    const sync = { ...found, flux: withArtifactRoot(found.flux, files, at) };
    if (sync.flux.path === at) return entrypointOf(files, root, sync, kustomize);
    visited.push(at);
    const entry = { ...root, name: nameOf(sync.flux), flux: sync.flux };
    if (visited.includes(sync.flux.path)) {
      const problems = [...entry.problems, reentry(sync.flux, `${visited.join(', ')} sync each other`)];
      return { root: { ...entry, problems }, sync };
    }
    chain = [...chain, ...chainTo(entry, sync.flux)];
    at = sync.flux.path;
    followed = sync;
  }
}

function startAt(directory: string) {
  return { name: directory, directory, flux: undefined, home: HUB, cluster: HUB, parent: undefined, chain: [] };
}

/** Over any `.sourceignore`: nothing is left out. */
const WHOLE: ArtifactFilter = {
  ignore: '!*',
  hasPatterns: true,
  sparseCheckout: undefined,
  includes: [],
  recurseSubmodules: false,
};

/**
 * A `.sourceignore` may leave out the very files of `flux bootstrap`, which has applied them itself: the cluster goes by
 * them, and what their source says of the artifact may bring them back.
 *
 * @param filter of the artifact as long as nothing is known of its source
 * @see fluxcd/flux2 pkg/bootstrap PlainGitBootstrapper.ReconcileSyncConfig, which writes them to a directory in the path
 *   that is named after the namespace, and applies that
 */
function leftOutSync(files: Files, filter: ArtifactFilter, directory: string, kustomize: Release): Sync | undefined {
  const place = files.find(directory);
  if (!filter.hasPatterns || place.kind !== 'directory') return undefined;
  const artifact = artifactFiles(files, filter);
  for (const [name, { kind }] of files.list(place)) {
    const below = joinPath(directory, name);
    if (kind !== 'directory' || below === undefined) continue;
    const written = files.find(`${below}/gotk-sync.yaml`);
    if (written.kind !== 'file' || artifact.find(written.path).kind !== 'absent') continue;
    const { resources } = buildOneRoot(files, WHOLE, startAt(below), kustomize);
    const sync = syncOf(resources, directory, files.memory);
    if (sync !== undefined) return sync;
  }
  return undefined;
}

/** The entrypoint is what its own sync object and source make of it, which may change these very objects. */
export function entrypointOf(files: Files, root: Root, found: Sync, kustomize: Release): Entrypoint {
  let sync = found;
  let entry: Root = { ...root, name: nameOf(sync.flux), flux: sync.flux };
  const isOther = () => isRewritten(sync.flux) || isFiltered(sync) || leavesCharts(entry);
  for (let round = 0; round < 3 && isOther(); round++) {
    const identity = { ...root, name: nameOf(sync.flux), flux: sync.flux };
    entry = buildOneRoot(files, artifactFilter(sync.source, files), identity, kustomize);
    const patched = syncOf(entry.resources, root.directory, files.memory);
    if (patched === undefined || isSame(patched, sync)) break;
    sync = { ...patched, flux: withArtifactRoot(patched.flux, files, root.directory) };
  }
  const problems = [...entry.problems, ...artifactProblems(files, sync.source)];
  return { root: { ...entry, flux: sync.flux, problems }, sync };
}

function isFiltered({ source }: Sync): boolean {
  return ['ignore', 'sparseCheckout', 'include', 'recurseSubmodules'].some((field) => {
    return nodeAt(source?.node, 'spec', field) !== undefined;
  });
}

function isSame(a: Sync, b: Sync): boolean {
  const [one, other] = [nodeAt(a.source?.node, 'spec'), nodeAt(b.source?.node, 'spec')];
  const isSameSource = one === undefined || other === undefined ? one === other : sameValue(one, other);
  return isSameSource && sameValue(a.flux.spec, b.flux.spec);
}

/** @returns the problem of a FluxKustomization that leads back to what is being rendered. */
export function reentry(flux: FluxKustomization, why: string): Problem {
  return {
    code: 'cycle',
    message: `FluxKustomization ${nameOf(flux)} is part of a cycle: ${why}`,
    path: flux.resource.trail.origin.path,
    line: flux.line,
    fix: 'Point spec.path at a directory of its own.',
  };
}
