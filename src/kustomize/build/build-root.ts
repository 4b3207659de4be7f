import type { Files } from '../../tree/files/files.ts';
import type { Source } from '../../yaml/node/source.ts';
import { dropNotes } from '../context/build-metadata.ts';
import { addHashes } from '../features/generators/hash.ts';
import { addManagedBy } from '../features/labels/label-transformer.ts';
import { fixNameReferences } from '../features/names/name-references.ts';
import { finishAnnotations } from '../features/output/finish.ts';
import { dropLocalObjects } from '../features/output/local-objects.ts';
import { sortResources } from '../features/output/sort.ts';
import { resolveVariables } from '../features/vars/resolve-variables.ts';
import { type Kustomization, loadKustomization } from '../kustomization/load-kustomization.ts';
import { BuildError, type BuildProblem, type Gap } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import { Loader } from '../read/loader.ts';
import type { SopsFormat } from '../read/sops.ts';
import type { Behaviours } from '../releases/behaviours.ts';
import { accumulate } from './accumulate.ts';
import { NOTHING } from './accumulated.ts';
import { Build } from './build.ts';
import { adoptSchema } from './own-schema.ts';
import { refuseHuge, refuseNoJson, refuseUnprintable } from './refuse-output.ts';

/** What a root amounts to. */
export interface BuildResult {
  readonly resources: readonly Resource[];
  /** Why the build fails: with any of them, `resources` says nothing. */
  readonly problems: readonly BuildProblem[];
  /** What is not known of it beside `resources`, which kustomize would fetch. */
  readonly gaps: readonly Gap[];
  /** The paths under which a text was read, for telling where a field comes from. */
  readonly pathsOf: (source: Source) => ReadonlySet<string>;
}

/** @returns all that keeps a build from being all that kustomize would print. */
export function unknownIn({ problems, gaps }: Pick<BuildResult, 'problems' | 'gaps'>): readonly BuildProblem[] {
  return gaps.length === 0 ? problems : [...problems, ...gaps];
}

/** What a build is asked for beside what its kustomizations say. */
interface BuildOptions {
  /** Gives another kustomization for the root, as Flux does. */
  readonly load?: LoadRoot | undefined;
  /** Those of another kustomize than the newest. */
  readonly behaviours?: Behaviours | undefined;
  /** Labels every object as kustomize's, as `kustomize build --enable-managedby-label` does. */
  readonly managedByLabel?: boolean;
  /** Tells which files are decrypted before the build, as Flux does: what is encrypted in them is not known then. */
  readonly decrypted?: ((loader: Loader, root: Kustomization) => ReadonlyMap<string, SopsFormat>) | undefined;
  /** Leaves out what charts make, which something other than Flux renders, instead of failing. */
  readonly leavesCharts?: boolean;
  /** Reads the built-in schema first, so that one that a kustomization gives adds to it instead of replacing it, as for Flux. */
  readonly addsToSchema?: boolean;
  /** Lets every object remember which entries have changed it, and which scalars: `Resource.trail.trace`. */
  readonly trace?: boolean;
}

/** Gives the kustomization of a root: by default the one that stands in its directory. */
export type LoadRoot = (loader: Loader, directory: string) => Kustomization;

const loadFromDirectory: LoadRoot = (loader, directory) =>
  loadKustomization(loader, directory, { path: directory, node: undefined });

/**
 * Builds a directory as `kustomize build --load-restrictor LoadRestrictionsNone` does.
 *
 * @param files what the build can see
 * @param directory the root, relative to the files' own
 * @param options what is asked for beside what the kustomizations say
 * @returns the objects in print order, or why there are none
 * @throws Needs where an object has not been fetched yet; everything else that is wrong is a problem in the result
 * @see kustomize api/krusty/kustomizer.go Run
 */
export function buildRoot(files: Files, directory: string, options: BuildOptions = {}): BuildResult {
  const { load = loadFromDirectory, behaviours, trace, decrypted, addsToSchema, leavesCharts } = options;
  const build = new Build(new Loader(files), behaviours, trace, leavesCharts);
  if (addsToSchema === true) build.schemas.read();
  const { paths } = build.loader;
  const pathsOf = (source: Source) => paths.of(source);
  try {
    const root = load(build.loader, directory);
    if (decrypted !== undefined) build.loader.decrypt(decrypted(build.loader, root));
    const resources = carryOut(build, root, options);
    return { resources, problems: build.problems, gaps: build.gaps.all, pathsOf };
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return { resources: [], problems: [error.problem, ...build.problems], gaps: build.gaps.all, pathsOf };
  }
}

function carryOut(build: Build, kustomization: Kustomization, options: BuildOptions): readonly Resource[] {
  adoptSchema(build, kustomization);
  const origin = kustomization.buildMetadata.length > 0 ? { path: '' } : undefined;
  const target = { kustomization, stack: [kustomization.directory], origin };
  const { resources, config, variables, unknown } = accumulate(build, target, NOTHING);
  refuseNoJson(
    resources.filter((resource) => resource.trail.generated?.needsHash),
    build.loader,
  );
  const hashed = addHashes(resources);
  const linked = fixNameReferences(hashed, config.nameReference);
  const filled = build.gaps.within(unknown, () => resolveVariables(build, linked, variables, config.varReference));
  const kept = dropLocalObjects(filled);
  refuseUnprintable(kept, build.loader);
  refuseHuge(kept, kustomization);
  const sorted = sortResources(kept, kustomization);
  const labelled = addManagedBy(sorted, kustomization, options.managedByLabel ?? false);
  return finishAnnotations(
    labelled.map((resource) => dropNotes(resource, kustomization)),
    build.behaviours,
  );
}
