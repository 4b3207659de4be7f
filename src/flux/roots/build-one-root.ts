import { type BuildResult, buildRoot } from '../../kustomize/build/build-root.ts';
import { BuildError, type BuildProblem } from '../../kustomize/model/problem.ts';
import { behavioursOf } from '../../kustomize/releases/behaviours.ts';
import type { Release } from '../../kustomize/releases/releases.ts';
import { KeptByReads } from '../../memo/by-reads.ts';
import { identityOf } from '../../memo/by-value.ts';
import type { Files } from '../../tree/files/files.ts';
import { segmentsOf } from '../../tree/objects/paths.ts';
import { defaultPatternFor } from '../artifact/ignore-pattern.ts';
import { contentFiles } from '../composed/composed-files.ts';
import type { ArtifactContent } from '../composed/composition.ts';
import { decryptedFiles } from '../kustomization/decrypted-files.ts';
import { decryptResource, isDecrypting } from '../kustomization/decryption.ts';
import { type DroppedField, rootKustomization } from '../kustomization/root-kustomization.ts';
import { type FluxKustomization, isFluxKustomization } from '../objects/flux-kustomization.ts';
import { HUB } from '../objects/spoke.ts';
import type { Root } from './inventory.ts';

/** What a root is, before anything of it is read. */
type RootIdentity = Pick<Root, 'by' | 'name' | 'directory' | 'flux' | 'home' | 'cluster' | 'parent' | 'chain' | 'kept'>;

/** A root without content. */
export const EMPTY_ROOT = {
  resources: [],
  problems: [],
  gaps: [],
  reads: new Map(),
  pathsOf: () => new Set<string>(),
  dropped: [],
  variablesFrom: [],
} as const;

/** @returns a root of the cluster itself that no FluxKustomization is known to build */
export function unnamedRoot(directory: string): RootIdentity {
  const nobody = { flux: undefined, parent: undefined, chain: [] };
  return { by: 'entrypoint', name: directory, directory, home: HUB, cluster: HUB, ...nobody };
}

interface BuiltDirectory extends BuildResult {
  readonly dropped: readonly DroppedField[];
}

/** Kept by the object; most of them are those of the bases that are kept too. */
const ROOTS = new KeptByReads<BuiltDirectory>({ capacity: 400_000, weigh: ({ resources }) => 1 + resources.length });

/**
 * Builds one root as Flux does, up to substitution.
 *
 * @param files the repository
 * @param content what is in the artifact of its source
 * @param kustomize the release that the controller builds by
 * @throws Needs where an object has not been fetched yet; all else that is wrong is a problem of the root
 */
export function buildOneRoot(files: Files, content: ArtifactContent, identity: RootIdentity, kustomize: Release): Root {
  const { directory, flux } = identity;
  const behaviours = behavioursOf(kustomize);
  // What a FluxKustomization asks for is part of what is built, down to the places of its patches.
  const key = JSON.stringify([directory, content, behaviours, flux === undefined ? 0 : identityOf(flux.spec)]);
  const { value, reads } = files.once(ROOTS, key, (own): BuiltDirectory => {
    const dropped: DroppedField[] = [];
    const load = rootKustomization(flux, (field) => dropped.push(field));
    const decrypts = isDecrypting(flux);
    const options = { load, decrypted: decrypts ? decryptedFiles : undefined, behaviours, addsToSchema: true };
    const seen = contentFiles(own, content);
    const build = (leavesCharts: boolean) => buildRoot(seen, directory, { ...options, leavesCharts });
    // Flux refuses charts; without a word of it, something else may render them.
    const attempt = build(flux === undefined);
    const built = leavesCharts(attempt) && attempt.resources.some(isFluxKustomization) ? build(false) : attempt;
    return { ...(decrypts ? decryptedBuild(built) : built), dropped };
  });
  const problems = value.problems.map((problem) => {
    return inItsFile(withoutDefaults(problem, content), flux, value.pathsOf);
  });
  const gaps = value.gaps.map((gap) => inItsFile(gap, flux, value.pathsOf));
  // What is kept may have been built for an equal FluxKustomization in another file.
  const dropped = value.dropped.map((field) => {
    return flux === undefined || field.of === 'kustomization'
      ? field
      : { ...field, path: flux.resource.trail.origin.path };
  });
  return { ...EMPTY_ROOT, ...identity, ...value, problems, gaps, dropped, reads };
}

/** What is built, decrypted; where that fails, the root does. */
function decryptedBuild(built: BuildResult): BuildResult {
  try {
    return { ...built, resources: built.resources.map(decryptResource) };
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return { ...built, resources: [], problems: [...built.problems, error.problem] };
  }
}

/** @returns whether what charts make is left out of a root */
export function leavesCharts({ gaps }: Pick<Root, 'gaps'>): boolean {
  return gaps.some(({ code }) => code === 'helm-chart');
}

/** What fails because the defaults leave it out no longer is best left out by name. */
function withoutDefaults(problem: BuildProblem, content: ArtifactContent): BuildProblem {
  const pattern =
    !('kind' in content) && content.hasPatterns ? defaultPatternFor(segmentsOf(problem.path ?? '')) : undefined;
  if (pattern === undefined) return problem;
  const fix = `Add ${pattern} to .sourceignore: Flux only leaves such files out by default while neither that file nor spec.ignore of the source has a pattern.`;
  return { ...problem, fix };
}

/** What a FluxKustomization writes into its root is wrong in the file that holds the FluxKustomization. */
function inItsFile<Told extends BuildProblem>(
  { source, ...problem }: Told,
  flux: FluxKustomization | undefined,
  pathsOf: Root['pathsOf'],
): Omit<Told, 'source'> {
  if (source === undefined || flux === undefined || pathsOf(source).size > 0) return problem;
  return { ...problem, path: flux.resource.trail.origin.path };
}
