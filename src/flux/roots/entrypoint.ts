import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { Release } from '../../kustomize/releases/releases.ts';
import type { Files } from '../../tree/files/files.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { artifactFilter } from '../artifact/artifact-filter.ts';
import { withArtifactRoot } from '../artifact/artifact-root.ts';
import { artifactProblems } from '../artifact/missing-directories.ts';
import { isRewritten } from '../kustomization/rewrite-kustomization.ts';
import { type FluxKustomization, nameOf } from '../objects/flux-kustomization.ts';
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
  const isOther = () => isRewritten(sync.flux) || isFiltered(sync) || leavesCharts(entry);
  for (let round = 0; round < 3 && isOther(); round++) {
    const identity = { ...root, name: nameOf(sync.flux), flux: sync.flux };
    entry = buildOneRoot(files, artifactFilter(sync.source, files), identity, kustomize);
    const patched = syncOf(entry.resources, root.directory, files.memory);
    if (patched === undefined || patched.isPaused === true || isSameSync(patched, sync)) break;
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
