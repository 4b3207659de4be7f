import { BuildError, type Problem } from '../../kustomize/model/problem.ts';
import { describeResource, type Resource } from '../../kustomize/model/resource.ts';
import { refuseDuplicates } from '../../kustomize/model/resource-list.ts';
import { lineOf, type Mapping, Scalar } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';
import type { Substituted, SubstituteOptions } from '../substitute/substitute.ts';
import { substituteOnce, type UnsetVariable, unsetVariables } from '../substitute/substitute-once.ts';
import type { Variables } from '../substitute/variables.ts';
import { isText, type LostLabels, withOwnMetadata } from './own-metadata.ts';
import { isAlwaysSubstituted, postBuildOf } from './variables-for.ts';

/** What is left of a root once Flux has gone over it: nothing, where anything in it fails. */
interface PostBuilt {
  readonly resources: readonly Resource[];
  readonly problems: readonly Problem[];
  readonly unset: readonly UnsetInObject[];
  /** Objects that Flux leaves out. */
  readonly unnamed: readonly UnnamedObject[];
  readonly unlabelled: readonly UnlabelledObject[];
}

/** An object that has no name in Go, as it is not text, or that is a file of kustomize: Flux takes it for none. */
export interface UnnamedObject {
  readonly resource: Resource;
  readonly isKustomization: boolean;
  /** Whether a variable has made it so. */
  readonly isSubstituted: boolean;
}

/** An object that loses all its labels. */
export interface UnlabelledObject {
  readonly resource: Resource;
  readonly lost: LostLabels;
}

/** A variable without a value, and the object that has nothing in its place. */
export interface UnsetInObject extends UnsetVariable {
  readonly resource: Resource;
}

/**
 * Does what Flux does with what a root builds: substitutes variables object by object, then sets labels and annotations.
 *
 * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.build, apply
 */
export function postBuild(
  built: readonly Resource[],
  flux: FluxKustomization,
  variables: Variables,
  options: SubstituteOptions,
): PostBuilt {
  const resources: Resource[] = [];
  const problems: Problem[] = [];
  const unset: UnsetInObject[] = [];
  const unnamed: UnnamedObject[] = [];
  const unlabelled: UnlabelledObject[] = [];
  const substitute = isSubstituted(flux, variables) ? substituteOnce(variables, options) : undefined;
  for (const resource of built) {
    const substituted = substitute === undefined ? resource : substituteIn(resource, substitute);
    if (substituted instanceof Problematic) problems.push(substituted.problem);
    else {
      const { resource: finished, lost } = withOwnMetadata(substituted, flux.spec.get('commonMetadata'));
      resources.push(finished);
      if (lost !== undefined) unlabelled.push({ resource: finished, lost });
      const isKustomization = isOfKustomize(finished);
      if (isKustomization || !isNamed(finished)) {
        unnamed.push({ resource: finished, isKustomization, isSubstituted: substituted !== resource });
      }
      if (substituted !== resource)
        unset.push(...unsetVariables(resource.node, variables).map((each) => ({ ...each, resource: finished })));
    }
  }
  const duplicate = problems.length === 0 ? duplicateIn(resources) : undefined;
  if (duplicate !== undefined) problems.push(duplicate);
  if (problems.length > 0) return { resources: [], problems, unset: [], unnamed: [], unlabelled: [] };
  const left = new Set(unnamed.map(({ resource }) => resource));
  const kept = left.size === 0 ? resources : resources.filter((resource) => !left.has(resource));
  return { resources: kept, problems, unset, unnamed, unlabelled };
}

/** @see fluxcd/pkg ssa/utils ReadObjects, IsKubernetesObject: what is not text is no name to it */
function isNamed({ node }: Resource): boolean {
  return [node.get('apiVersion'), nodeAt(node, 'metadata', 'name')].every((value) => {
    return value instanceof Scalar && isText(value) && value.text !== '';
  });
}

/** @see fluxcd/pkg ssa/utils ReadObjects, IsKustomization */
function isOfKustomize({ kind, apiVersion }: Resource): boolean {
  return kind.toLowerCase() === 'kustomization' && apiVersion.startsWith('kustomize.config.k8s.io/');
}

/** Whether an object tells Flux to leave its `$` alone. */
export function isSubstitutionDisabled(resource: Resource): boolean {
  const key = 'kustomize.toolkit.fluxcd.io/substitute';
  return resource.labels().get(key) === 'disabled' || resource.annotations().get(key) === 'disabled';
}

/** Without a single variable nothing is substituted, defaults neither, unless the strategy says otherwise. */
function isSubstituted({ spec }: FluxKustomization, { named, unknown }: Variables): boolean {
  return postBuildOf(spec) !== undefined && (named.size > 0 || unknown.length > 0 || isAlwaysSubstituted(spec));
}

class Problematic {
  readonly problem: Problem;

  constructor(problem: Problem) {
    this.problem = problem;
  }
}

function substituteIn(resource: Resource, substitute: (object: Mapping) => Substituted): Resource | Problematic {
  if (isSubstitutionDisabled(resource)) return resource;
  const result = substitute(resource.node);
  if (result.kind === 'substituted') {
    return result.object === resource.node ? resource : resource.withNewNode(result.object);
  }
  return new Problematic({
    code: 'substitution-failed',
    message: `substituting variables in ${describeResource(resource)}: ${shownIn(resource, result.why)}`,
    path: resource.trail.origin.path,
    line: lineOf(result.node) ?? resource.trail.origin.line,
    fix: shownIn(resource, result.fix),
    ...(result.isUnset ? { isStrictness: true as const } : {}),
  });
}

/** What a Secret's value has for a variable may be a part of a password with a dollar in it. */
function shownIn({ kind }: Resource, said: string): string {
  return kind === 'Secret' ? said.replace(/\$\{[^"}]*\}?/g, `\${…}`) : said;
}

function duplicateIn(resources: readonly Resource[]): Problem | undefined {
  try {
    refuseDuplicates(resources);
    return undefined;
  } catch (error) {
    if (error instanceof BuildError) return error.problem;
    throw error;
  }
}
