import { sameGvk } from '../../model/gvk.ts';
import { idText } from '../../model/identity.ts';
import { failAt } from '../../model/problem.ts';
import type { Resource } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import type { Variable } from './variable.ts';

/** A variable and the file that declares it. */
export interface PlacedVariable extends Variable {
  readonly path: string;
}

export type Variables = ReadonlyMap<string, PlacedVariable>;

/** @throws BuildError where both have a variable of one name. @see kustomize api/types VarSet.MergeSet */
export function mergeVariables(variables: Variables, added: Iterable<PlacedVariable>): Variables {
  const merged = new Map(variables);
  for (const variable of added) {
    const standing = merged.get(variable.name);
    if (standing !== undefined) {
      const message = `vars: "${variable.name}" is declared twice, also in ${standing.path}`;
      throw failAt('invalid-variable', message, {
        path: variable.path,
        node: variable.node,
        fix: 'Give one of them another name.',
      });
    }
    merged.set(variable.name, variable);
  }
  return merged.size === variables.size ? variables : merged;
}

/**
 * Remembers on each object which of a kustomization's variables take their value from it.
 *
 * @throws BuildError where a variable could mean several objects
 * @see kustomize api/internal/accumulator ResAccumulator.MergeVars
 */
export function markReferred(
  resources: readonly Resource[],
  scope: Scope,
  variables: readonly Variable[],
): readonly Resource[] {
  if (variables.length === 0) return resources;
  const marked = [...resources];
  const index = indexByName(resources);
  for (const variable of variables) {
    const [at, second] = (index.get(variable.object.name) ?? []).filter((place) =>
      refersTo(variable, resources[place]),
    );
    if (second !== undefined) {
      const message = `vars: "${variable.name}" matches several objects`;
      throw failAt('invalid-variable', message, {
        path: scope.path,
        node: variable.node,
        fix: 'Add a namespace to its objref.',
      });
    }
    const resource = at === undefined ? undefined : marked[at];
    if (at !== undefined && resource !== undefined) {
      marked[at] = resource.withTrail({ vars: [...resource.trail.vars, variable.name] });
    }
  }
  return marked;
}

function indexByName(resources: readonly Resource[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  resources.forEach((resource, place) => {
    for (const name of new Set([...resource.trail.previousIds.map((id) => id.name), resource.name])) {
      const places = index.get(name);
      if (places === undefined) index.set(name, [place]);
      else places.push(place);
    }
  });
  return index;
}

/**
 * Without a namespace, an object of any namespace is meant; with one, none that has no namespace. An id in `objref` is
 * never known to be without.
 */
function refersTo({ object }: Variable, resource: Resource | undefined): boolean {
  if (resource === undefined) return false;
  if (object.namespace !== '') return resource.allIds.includes(idText(object));
  const ids = [...resource.trail.previousIds, resource.current];
  return ids.some((id) => id.name === object.name && sameGvk({ ...resource.gvk, kind: id.kind }, object));
}
