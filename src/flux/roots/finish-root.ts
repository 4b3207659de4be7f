import type { Problem } from '../../kustomize/model/problem.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { lineOf, type Node } from '../../yaml/node/node.ts';
import { withOwnMetadata } from '../kustomization/own-metadata.ts';
import { isSubstitutionDisabled, postBuild, type UnlabelledObject } from '../kustomization/post-build.ts';
import {
  type FoundSource,
  postBuildOf,
  type VariableSource,
  type VariablesFor,
  variablesFor,
} from '../kustomization/variables-for.ts';
import { type FluxKustomization, nameOf } from '../objects/flux-kustomization.ts';
import type { SubstituteOptions } from '../substitute/substitute.ts';
import { NO_VARIABLES } from '../substitute/variables.ts';
import type { Root } from './inventory.ts';

/** @returns a built root's variables, or `undefined` where it asks for no substitution. */
export function variablesOf(
  { flux }: Root,
  find: (source: VariableSource) => FoundSource,
  outside: ReadonlyMap<string, string>,
): VariablesFor | undefined {
  return flux === undefined || postBuildOf(flux.spec) === undefined ? undefined : variablesFor(flux, find, outside);
}

/**
 * Does to a built root what Flux does behind the build. A mistake in its variables leaves nothing of it.
 *
 * @param first the variables of its first reconciliation, where those are others: what fails then fails for good
 */
export function finish(
  built: Root,
  read: VariablesFor | undefined,
  options: SubstituteOptions,
  first?: VariablesFor | undefined,
): Root {
  const { flux } = built;
  if (flux === undefined) return withOwnLabels(built);
  const variablesFrom = [...(first?.read ?? []), ...(read?.read ?? [])];
  const wrong = ((first ?? read)?.problems ?? [])
    .filter(({ isRefused }) => isRefused === true || asksForVariables(built))
    .map(({ message, node }) => problemOf(flux, 'missing-variables', message, node));
  if (wrong.length > 0) return { ...built, resources: [], variablesFrom, problems: [...built.problems, ...wrong] };
  const start = first ? postBuild(built.resources, flux, first.variables, options) : undefined;
  if (start !== undefined && start.problems.length > 0) {
    return { ...built, resources: [], variablesFrom, problems: [...built.problems, ...start.problems.map(atFirst)] };
  }
  const { resources, problems, unset, unnamed, unlabelled } = postBuild(
    built.resources,
    flux,
    read?.variables ?? NO_VARIABLES,
    options,
  );
  const differing = start === undefined ? [] : differingIn(resources, start.resources);
  return {
    ...built,
    ...(differing.length === 0 ? {} : { first: new Map(differing) }),
    resources,
    problems: [...built.problems, ...problems],
    variablesFrom: read?.read ?? [],
    unset,
    ...(unnamed.length === 0 ? {} : { unnamed }),
    ...(unlabelled.length === 0 ? {} : { unlabelled }),
  };
}

/**
 * Variables are looked up once for each object that takes them; without one, nothing in them is ever wrong. What is not
 * known of the root may be such an object.
 *
 * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.build
 * @see fluxcd/pkg kustomize/kustomize_varsub.go SubstituteVariables
 */
function asksForVariables({ resources, problems, gaps }: Root): boolean {
  return problems.length > 0 || gaps.length > 0 || !resources.every(isSubstitutionDisabled);
}

/** Whatever its FluxKustomization is, it labels what it applies. */
function withOwnLabels(built: Root): Root {
  const unlabelled: UnlabelledObject[] = [];
  const resources = built.resources.map((each) => {
    const { resource, lost } = withOwnMetadata(each, undefined);
    if (lost !== undefined) unlabelled.push({ resource, lost });
    return resource;
  });
  return unlabelled.length === 0 ? { ...built, resources } : { ...built, resources, unlabelled };
}

function atFirst(problem: Problem): Problem {
  const why =
    'it reads the variables that it applies itself as they were before the merge, so nothing of it is ever applied';
  return { ...problem, message: `${problem.message} (${why})` };
}

/** What substitution leaves apart, in the order of both. */
function differingIn(
  later: readonly Resource[],
  first: readonly Resource[],
): readonly (readonly [Resource, Resource])[] {
  return later.flatMap((resource, index) => {
    const other = first[index];
    return other === undefined || other.node === resource.node ? [] : [[resource, other] as const];
  });
}

function problemOf(flux: FluxKustomization, code: Problem['code'], why: string, node: Node): Problem {
  const { path } = flux.resource.trail.origin;
  return { code, message: `FluxKustomization ${nameOf(flux)}: ${why}`, path, line: lineOf(node) };
}
