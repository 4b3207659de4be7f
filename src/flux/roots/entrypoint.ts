import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { Release } from '../../kustomize/releases/releases.ts';
import type { Files } from '../../tree/files/files.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { artifactFilter } from '../artifact/artifact-filter.ts';
import { withArtifactRoot } from '../artifact/artifact-root.ts';
import { artifactProblems } from '../artifact/missing-directories.ts';
import type { Included } from '../composed/including.ts';
import { MadeArtifacts } from '../composed/made-artifacts.ts';
import { isRewritten } from '../kustomization/rewrite-kustomization.ts';
import { type FluxKustomization, nameOf } from '../objects/flux-kustomization.ts';
import { filesOf } from '../objects/own-sources.ts';
import { isSameSync, type Sync, syncOf } from '../objects/sync.ts';
import { buildOneRoot, leavesCharts, unnamedRoot } from './build-one-root.ts';
import { chainTo, type Root } from './inventory.ts';
import { writtenSync } from './written-sync.ts';

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
 * @param applied what the cluster is synced by, where it brings in nothing that says so, or nothing that flux-operator goes
 *   by: by default as its files tell
 */
export function buildEntrypoint(
  files: Files,
  directory: string,
  kustomize: Release,
  others: readonly string[] = [],
  applied?: Sync,
): Entrypoint {
  const visited: string[] = [];
  let at = directory;
  let chain: readonly FileLine[] = [];
  let followed: Sync | undefined;
  for (;;) {
    const filter = artifactFilter(undefined, files);
    const root = buildOneRoot(files, filter, { ...unnamedRoot(at), chain }, kustomize);
    const told = syncOf(root.resources, at, files.memory);
    const own = told?.isPaused === true ? (applied ?? told) : told;
    const found = own ?? applied ?? writtenSync(files, filter, at, kustomize);
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

/** The entrypoint is what its own sync object and source make of it, which may change these very objects. */
export function entrypointOf(files: Files, root: Root, found: Sync, kustomize: Release): Entrypoint {
  let sync = found;
  let entry: Root = { ...root, name: nameOf(sync.flux), flux: sync.flux };
  let problems: readonly Problem[] = [];
  const isOther = () => isRewritten(sync.flux) || isFiltered(sync) || leavesCharts(entry);
  for (let round = 0; round < 3 && isOther(); round++) {
    const identity = { ...root, name: nameOf(sync.flux), flux: sync.flux };
    const own = ownArtifact(files, sync, entry);
    entry = buildOneRoot(files, own.content, identity, kustomize);
    problems = own.problems;
    const patched = syncOf(entry.resources, root.directory, files.memory);
    if (patched === undefined || patched.isPaused === true) break;
    // What it includes may be among what is known only now.
    if (isSameSync(patched, sync) && !own.waits) break;
    sync = { ...patched, flux: withArtifactRoot(patched.flux, files, root.directory) };
  }
  const all = [...entry.problems, ...artifactProblems(files, sync.source), ...problems];
  return { root: { ...entry, flux: sync.flux, problems: all }, sync };
}

/** What the cluster's own source includes is among the objects of the entrypoint, as the source needs it first. */
function ownArtifact(files: Files, sync: Sync, { directory, resources }: Root): Included {
  const made = new MadeArtifacts({
    files,
    resources,
    from: (sourceRef) => filesOf({ sourceRef }, sync, [], resources),
    clusters: [directory],
    refusalOf: () => undefined,
  });
  return made.withIncluded(sync.source, artifactFilter(sync.source, files));
}

function isFiltered({ source }: Sync): boolean {
  return ['ignore', 'sparseCheckout', 'include', 'recurseSubmodules'].some((field) => {
    return nodeAt(source?.node, 'spec', field) !== undefined;
  });
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
