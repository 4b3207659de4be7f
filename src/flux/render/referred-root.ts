import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Release } from '../../kustomize/releases/releases.ts';
import type { Files } from '../../tree/files/files.ts';
import type { Source } from '../../yaml/node/source.ts';
import type { ArtifactContent } from '../composed/composition.ts';
import {
  type FluxKustomization,
  isFluxKustomization,
  nameOf,
  readFluxKustomization,
} from '../objects/flux-kustomization.ts';
import { clusterOf } from '../objects/spoke.ts';
import { buildOneRoot, EMPTY_ROOT } from '../roots/build-one-root.ts';
import { reentry } from '../roots/entrypoint.ts';
import type { InForce, LeftSpec } from '../roots/in-force.ts';
import { specKey } from '../roots/in-force.ts';
import { chainTo, type Kept, type Root } from '../roots/inventory.ts';
import { rootKey } from '../roots/root-index.ts';
import { readsOfFitting, unknownClusterOf, unknownPlaceOf } from './unknown-place.ts';

/** One root that has been referred to and not yet rendered. */
export interface Pending {
  readonly flux: FluxKustomization;
  readonly parent: Root;
  readonly chain: readonly FileLine[];
  /** The directories of the roots that led here. */
  readonly ancestors: readonly string[];
  readonly kept?: Kept;
}

/** A root that is built, and waits for its variables. */
export interface Built extends Root {
  readonly ancestors: readonly string[];
}

/**
 * @param content what is in the artifact of its source
 * @param kustomize the release that its cluster builds by
 * @param problems of its source, where that gives it no files
 */
export function buildReferred(
  files: Files,
  pending: Pending,
  content: ArtifactContent,
  kustomize: Release,
  problems: readonly Problem[] = [],
): Built {
  const { flux, parent, chain, ancestors, kept } = pending;
  const where = { home: parent.cluster, cluster: clusterOf(flux, parent.cluster) };
  const known = {
    by: 'flux',
    name: nameOf(flux),
    directory: flux.path,
    flux,
    ...where,
    parent: parent.name,
    chain,
  } as const;
  const identity = kept === undefined ? known : { ...known, kept };
  const unknown = unknownPlaceOf(flux) ?? unknownClusterOf(flux);
  if (unknown !== undefined) {
    const { problem, path } = unknown;
    const reads = readsOfFitting(files, path);
    return { ...EMPTY_ROOT, ...identity, directory: path, problems: [problem], reads, ancestors };
  }
  if (problems.length > 0) return { ...EMPTY_ROOT, ...identity, problems, ancestors };
  if (!ancestors.includes(flux.path)) {
    const root = buildOneRoot(files, content, identity, kustomize);
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
 * @param inForce what the cluster holds otherwise than this side says
 * @returns those in a root that nothing has, as the cluster has them
 */
export function referredBy(
  root: Root,
  ancestors: readonly string[],
  known: Set<string>,
  inForce: InForce | undefined,
): readonly Pending[] {
  // The API server refuses one without a namespace, where nothing but Flux applies its root.
  const isTaken = ({ namespace }: Resource) => root.flux === undefined || namespace !== '';
  const own = root.resources
    .filter((each) => isFluxKustomization(each) && isTaken(each))
    .flatMap((resource): Pending | readonly Pending[] => {
      const merged = readFluxKustomization(resource);
      const spec = inForce?.specs.get(specKey(root.cluster, merged));
      const pending = { flux: merged, parent: root, chain: chainTo(root, merged), ancestors };
      if (spec === undefined) return pending;
      if (spec === 'absent') return [];
      return { ...pending, flux: readFluxKustomization(spec.resource), kept: { why: spec.why, merged } };
    });
  const left = (inForce?.left ?? [])
    .filter(({ parent, hasParent }) => hasParent && rootKey(parent) === rootKey(root))
    .map((spec) => leftBehind(spec, root, ancestors));
  return unknownOf([...own, ...left], known);
}

/** @returns the FluxKustomizations that stay though the root that held them is gone. */
export function referredByNone(known: Set<string>, inForce: InForce | undefined): readonly Pending[] {
  const left = (inForce?.left ?? []).filter(({ hasParent }) => !hasParent);
  return unknownOf(
    left.map((spec) => leftBehind(spec, spec.parent, [])),
    known,
  );
}

function leftBehind({ resource, why, parent }: LeftSpec, root: Root, ancestors: readonly string[]): Pending {
  const flux = readFluxKustomization(resource);
  return { flux, parent: root, chain: chainTo(parent, flux), ancestors, kept: { why, merged: undefined } };
}

function unknownOf(all: readonly Pending[], known: Set<string>): readonly Pending[] {
  return all.filter(({ flux, parent }) => {
    const name = specKey(parent.cluster, flux);
    if (known.has(name)) return false;
    known.add(name);
    return true;
  });
}
