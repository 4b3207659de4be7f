import type { Files } from '../../tree/files/files.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { BuildContext } from '../context/build-context.ts';
import { BuildSchemas } from '../context/build-schemas.ts';
import { Gaps } from '../context/gaps.ts';
import type { TargetOf } from '../context/target.ts';
import type { Kustomization } from '../kustomization/load-kustomization.ts';
import type { BuildProblem } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import type { Loader } from '../read/loader.ts';
import type { SourcePaths } from '../read/source-paths.ts';
import { type Behaviours, newestBehaviours } from '../releases/behaviours.ts';
import { type AskedCharts, filesOfCharts, refusedCharts, unknownCharts } from './chart-gap.ts';

/** The directories from the root of the build to the one at hand; entering one of them again would never end. */
type Stack = readonly string[];

/** A kustomization as a build has come to it. */
export interface Target extends TargetOf<Kustomization> {
  /** The directories on the way here, this one last. */
  readonly stack: Stack;
}

/** What a part of a build leaves behind, beside its objects. */
export interface Part {
  readonly problems: readonly BuildProblem[];
  readonly gaps: Gaps;
  /** How often each directory was entered: a build that has come through one of them turns in a circle. */
  readonly entries: ReadonlyMap<string, number>;
  /** How many objects it has made. */
  readonly objects: number;
  /** How many bytes its generators have read. */
  readonly generated: number;
  readonly paths: SourcePaths;
  /** What was decrypted before it. */
  readonly decrypted: Loader['decrypted'];
  readonly schemas: BuildSchemas;
}

/** One build under way: where it reads, and what it could not do without failing. */
export class Build implements BuildContext {
  readonly loader: Loader;
  readonly behaviours: Behaviours;
  /** Whether objects are to remember who has changed them. */
  readonly isTraced: boolean;
  /** Whether something renders charts that cannot be done here: what they make is left out, and fails nothing. */
  readonly leavesCharts: boolean;
  readonly schemas = new BuildSchemas();
  readonly gaps: Gaps;
  readonly #problems: BuildProblem[] = [];
  readonly #kustomizations = new Map<string, Kustomization>();
  readonly #entries = new Map<string, number>();
  #objects = 0;

  constructor(
    loader: Loader,
    behaviours: Behaviours = newestBehaviours,
    isTraced: boolean = false,
    leavesCharts: boolean = false,
  ) {
    this.loader = loader;
    this.gaps = new Gaps(loader);
    this.isTraced = isTraced;
    this.behaviours = behaviours;
    this.leavesCharts = leavesCharts;
  }

  get problems(): readonly BuildProblem[] {
    return this.#problems;
  }

  /** @returns a build that carries out a part of this one, with other files, and is to be included. */
  part(files: Files): Build {
    return new Build(this.loader.over(files), this.behaviours, this.isTraced, this.leavesCharts);
  }

  scoped(resources: readonly Resource[]): readonly Resource[] {
    const scoped = this.schemas.scoped(resources);
    return this.behaviours.clusterScopedPolicies ? scoped.map(scopedPolicy) : scoped;
  }

  /** Takes on what a part has come to. */
  include(part: Part): void {
    this.#problems.push(...part.problems);
    this.gaps.include(part.gaps);
    for (const [directory, count] of part.entries) {
      this.#entries.set(directory, (this.#entries.get(directory) ?? 0) + count);
    }
    this.#objects += part.objects;
    this.loader.include(part);
    this.schemas.include(part.schemas);
  }

  /** @returns what a build that takes this one on has to know. */
  asPart(): Part {
    const { generated, paths, decrypted } = this.loader;
    const [problems, entries, objects] = [this.#problems, this.#entries, this.#objects];
    return { problems, gaps: this.gaps, entries, objects, generated, paths, decrypted, schemas: this.schemas };
  }

  /** Notes what fails the build, and does not keep the rest of it from being looked at. */
  report(problem: BuildProblem): void {
    this.#problems.push(problem);
  }

  /** Notes charts, which are never rendered here. */
  reportCharts(charts: AskedCharts, { directory, node }: Kustomization): void {
    if (this.leavesCharts) {
      const files = filesOfCharts(charts.node, directory, textAt(node, 'helmGlobals', 'chartHome'));
      this.gaps.leaveOut(unknownCharts(charts), charts.node, files);
    } else this.report(refusedCharts(charts));
  }

  /** @returns the kustomization of a directory, read once. */
  kustomization(directory: string, load: () => Kustomization): Kustomization {
    const kustomization = this.#kustomizations.get(directory) ?? load();
    this.#kustomizations.set(directory, kustomization);
    return kustomization;
  }

  /** @returns how often this build has entered a directory, this time counted. */
  countEntry(directory: string): number {
    const count = (this.#entries.get(directory) ?? 0) + 1;
    this.#entries.set(directory, count);
    return count;
  }

  /** @returns how many objects this build has made, these counted. */
  countObjects(made: number): number {
    this.#objects += made;
    return this.#objects;
  }
}

/** Kinds that are not in kustomize's schema, and that it knows by name. @see kyaml/openapi precomputedIsNamespaceScoped */
const POLICIES = new Set(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']);

function scopedPolicy(resource: Resource): Resource {
  const isPolicy = resource.apiVersion === 'admissionregistration.k8s.io/v1' && POLICIES.has(resource.kind);
  return isPolicy ? resource.withTrail({ isClusterScoped: true }) : resource;
}
