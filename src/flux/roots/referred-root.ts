import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import type { Source } from '../../yaml/node/source.ts';
import { artifactFilter } from '../artifact/artifact-filter.ts';
import {
  type FluxKustomization,
  isFluxKustomization,
  nameOf,
  readFluxKustomization,
} from '../objects/flux-kustomization.ts';
import { clusterOf } from '../objects/spoke.ts';
import { buildOneRoot, EMPTY_ROOT } from './build-one-root.ts';
import { reentry } from './entrypoint.ts';
import { chainTo, type Root } from './inventory.ts';

/** One root that has been referred to and not yet rendered. */
export interface Pending {
  readonly flux: FluxKustomization;
  readonly parent: Root;
  readonly chain: readonly FileLine[];
  /** The directories of the roots that led here. */
  readonly ancestors: readonly string[];
}

/** A root that is built, and waits for its variables. */
export interface Built extends Root {
  readonly ancestors: readonly string[];
}

/** @param source the object that it takes its files from, where the repository holds it */
export function buildReferred(files: Files, pending: Pending, source: Resource | undefined): Built {
  const { flux, parent, chain, ancestors } = pending;
  const where = { home: parent.cluster, cluster: clusterOf(flux, parent.cluster) };
  const identity = { name: nameOf(flux), directory: flux.path, flux, ...where, parent: parent.name, chain };
  if (!ancestors.includes(flux.path)) {
    const root = buildOneRoot(files, artifactFilter(source, files), identity);
    return { ...root, ancestors, pathsOf: (source) => pathsIn(root, parent, source) };
  }
  const problem = reentry(flux, `${flux.path || 'the root'} is already being rendered above it`);
  return { ...EMPTY_ROOT, ...identity, problems: [problem], ancestors };
}

/** A field that the FluxKustomization patches comes from a file of the root that holds it. */
function pathsIn(root: Root, parent: Root, source: Source): ReadonlySet<string> {
  const own = root.pathsOf(source);
  return own.size > 0 ? own : parent.pathsOf(source);
}

/**
 * @param known the FluxKustomizations that something has referred to before; grows
 * @returns those in a root that nothing has
 */
export function referredBy(root: Root, ancestors: readonly string[], known: Set<string>): readonly Pending[] {
  return root.resources.filter(isFluxKustomization).flatMap((resource) => {
    const flux = readFluxKustomization(resource);
    const name = `${root.cluster} ${nameOf(flux)}`;
    if (known.has(name)) return [];
    known.add(name);
    return [{ flux, parent: root, chain: chainTo(root, flux), ancestors }];
  });
}
