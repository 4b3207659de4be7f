import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { lineOf } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { VariableSource } from '../kustomization/variables-for.ts';
import { nameOf } from '../objects/flux-kustomization.ts';
import type { Root } from '../roots/inventory.ts';

import { configKey } from '../variables/config-key.ts';
import type { RenderedRoots } from './with-made.ts';

/** Sources of variables that no root before one holds. */
export interface MissingSources {
  readonly root: Root;
  readonly sources: readonly VariableSource[];
}

/** Objects of roots behind those that read them, by `configKey`. */
export type LateSources = ReadonlyMap<string, Resource>;

/** Roots that are rendered, and what they were rendered without. */
interface Attempt {
  readonly rendered: RenderedRoots;
  readonly missing: readonly MissingSources[];
}

/** Of an object that decides whether it is there itself, no round is the last. */
const MOST_ROUNDS = 4;

/**
 * Renders roots that take variables from roots which they bring in themselves. A cluster has what was applied last, so
 * all are rendered again with what came out the time before, until that stays.
 *
 * @param render renders all, and takes variables from the given objects too
 */
export function withLateSources(render: (late: LateSources) => Attempt): RenderedRoots {
  let late: LateSources = new Map();
  let attempt = render(late);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = lateIn(attempt, late);
    if (isSame(next, late)) return attempt.rendered;
    late = next;
    attempt = render(late);
  }
  const { rendered, missing } = attempt;
  return { ...rendered, roots: rendered.roots.map((root) => withProblem(root, missing, lateIn(attempt, late))) };
}

function lateIn({ rendered, missing }: Attempt, known: LateSources): LateSources {
  const asked = missing.flatMap(({ root, sources }) => sources.map((source) => configKey(root.home, source)));
  const keys = new Set([...asked, ...known.keys()]);
  const found = new Map<string, Resource>();
  for (const { cluster, resources } of keys.size === 0 ? [] : rendered.roots) {
    for (const resource of resources) {
      const key = resource.apiVersion === 'v1' ? configKey(cluster, resource) : '';
      if (keys.has(key) && !found.has(key)) found.set(key, resource);
    }
  }
  return found;
}

function isSame(some: LateSources, others: LateSources): boolean {
  if (some.size !== others.size) return false;
  return [...some].every(([key, { node }]) => {
    const other = others.get(key)?.node;
    return other === node || (other !== undefined && sameValue(other, node));
  });
}

function withProblem(root: Root, missing: readonly MissingSources[], late: LateSources): Root {
  const { flux } = root;
  const asked = missing.find((each) => each.root.name === root.name && each.root.home === root.home)?.sources ?? [];
  const sources = asked.filter((source) => late.has(configKey(root.home, source)));
  if (flux === undefined || sources.length === 0) return root;
  const problems = sources.map(
    ({ node, ...source }): Problem => ({
      code: 'cycle',
      message: `FluxKustomization ${nameOf(flux)}: takes variables from ${fullName(source)}, which exists only as long as it does not`,
      path: flux.resource.trail.origin.path,
      line: lineOf(node),
    }),
  );
  return { ...root, problems: [...root.problems, ...problems] };
}
