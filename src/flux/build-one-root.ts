import { buildRoot } from '../kustomize/build.ts';
import type { ParsedBlobs } from '../kustomize/loader.ts';
import { type Problem, sourceOfProblem } from '../kustomize/problem.ts';
import type { Files } from '../tree/files.ts';
import { recordingFiles } from '../tree/recording-files.ts';
import { artifactFiles } from './artifact-files.ts';
import type { ArtifactFilter } from './artifact-filter.ts';
import type { FluxKustomization } from './flux-kustomization.ts';
import type { Root } from './inventory.ts';
import { type DroppedField, rootKustomization } from './root-kustomization.ts';

/** What a root is, before anything of it is read. */
export type RootIdentity = Pick<Root, 'name' | 'directory' | 'flux' | 'home' | 'cluster' | 'parent' | 'chain'>;

/** A root without content. */
export const EMPTY_ROOT = {
  resources: [],
  problems: [],
  reads: new Map(),
  pathsOf: () => new Set<string>(),
  dropped: [],
  variablesFrom: [],
} as const;

/**
 * Builds one root as Flux does, up to substitution.
 *
 * @param files the repository
 * @param filter what its source says of its artifact
 * @param parsed blobs that were parsed before; grows
 * @throws Needs where an object has not been fetched yet; all else that is wrong is a problem of the root
 */
export function buildOneRoot(files: Files, filter: ArtifactFilter, identity: RootIdentity, parsed: ParsedBlobs): Root {
  const recorded = recordingFiles(files);
  const dropped: DroppedField[] = [];
  const load = rootKustomization(identity.flux, (field) => dropped.push(field));
  const { resources, problems, pathsOf } = buildRoot(
    artifactFiles(recorded.files, filter),
    identity.directory,
    parsed,
    load,
  );
  const placed = problems.map((problem) => inItsFile(problem, identity.flux, pathsOf));
  return { ...EMPTY_ROOT, ...identity, resources, problems: placed, reads: recorded.reads, pathsOf, dropped };
}

/** What a FluxKustomization writes into its root is wrong in the file that holds the FluxKustomization. */
function inItsFile(problem: Problem, flux: FluxKustomization | undefined, pathsOf: Root['pathsOf']): Problem {
  const source = sourceOfProblem(problem);
  if (source === undefined || flux === undefined || pathsOf(source).size > 0) return problem;
  return { ...problem, path: flux.resource.trail.origin.path };
}
