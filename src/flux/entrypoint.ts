import type { ParsedBlobs } from '../kustomize/loader.ts';
import type { FileLine } from '../kustomize/origin.ts';
import type { Problem } from '../kustomize/problem.ts';
import type { Files } from '../tree/files.ts';
import { sameValue } from '../yaml/same-value.ts';
import { buildOneRoot } from './build-one-root.ts';
import { type FluxKustomization, nameOf } from './flux-kustomization.ts';
import { chainTo, type Root } from './inventory.ts';
import { isRewritten } from './rewrite-kustomization.ts';
import { HUB } from './spoke.ts';
import { type Sync, syncOf } from './sync.ts';

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
 * @param parsed blobs that were parsed before; grows
 */
export function buildEntrypoint(files: Files, directory: string, parsed: ParsedBlobs): Entrypoint {
  const visited: string[] = [];
  let at = directory;
  let chain: readonly FileLine[] = [];
  for (;;) {
    const identity = { name: at, directory: at, flux: undefined, home: HUB, cluster: HUB, parent: undefined, chain };
    const root = buildOneRoot(files, identity, parsed);
    const sync = syncOf(root.resources, at);
    if (sync === undefined) return { root, sync };
    if (sync.flux.path === at) return asItsSyncSays(files, root, sync, parsed);
    visited.push(at);
    const entry = { ...root, name: nameOf(sync.flux), flux: sync.flux };
    if (visited.includes(sync.flux.path)) {
      const problems = [...entry.problems, reentry(sync.flux, `${visited.join(', ')} sync each other`)];
      return { root: { ...entry, problems }, sync };
    }
    chain = [...chain, ...chainTo(entry, sync.flux)];
    at = sync.flux.path;
  }
}

/** The entrypoint is what its own sync object makes of it, which may patch that very object. */
function asItsSyncSays(files: Files, root: Root, found: Sync, parsed: ParsedBlobs): Entrypoint {
  let sync = found;
  let entry: Root = { ...root, name: nameOf(sync.flux), flux: sync.flux };
  for (let round = 0; round < 3 && isRewritten(sync.flux); round++) {
    entry = buildOneRoot(files, { ...root, name: nameOf(sync.flux), flux: sync.flux }, parsed);
    const patched = syncOf(entry.resources, root.directory);
    if (patched === undefined || sameValue(patched.flux.spec, sync.flux.spec)) break;
    sync = patched;
  }
  return { root: { ...entry, flux: sync.flux }, sync };
}

/** @returns the problem of a FluxKustomization that leads back to what is being rendered. */
export function reentry(flux: FluxKustomization, why: string): Problem {
  return {
    code: 'cycle',
    message: `FluxKustomization ${nameOf(flux)} leads back: ${why}`,
    path: flux.resource.trail.origin.path,
    line: flux.line,
    fix: 'Point spec.path at a directory of its own.',
  };
}
