import type { Node } from '../../yaml/node/node.ts';
import { lineAt, type Touch } from '../model/origin.ts';
import type { Resource } from '../model/resource.ts';
import { ResourcePool } from '../model/resource-pool.ts';
import type { Scope } from '../model/scope.ts';
import { traced } from '../model/trace.ts';
import { noteTransformation, type OriginNote } from './build-metadata.ts';

/** One change to all objects. Changes of single objects work on a pool, which consecutive steps share. */
export type Change =
  | { readonly kind: 'all'; readonly apply: (resources: readonly Resource[]) => readonly Resource[] }
  | { readonly kind: 'pool'; readonly apply: (pool: ResourcePool) => void };

/** Who asks for a change: an entry of a kustomization, or the configuration of a transformer. */
export interface StepSource {
  /** The transformer's kind. */
  readonly kind: string;
  readonly scope: Scope;
  readonly node: Node | undefined;
  /** What is noted on every object, where `buildMetadata` asks for it. */
  readonly note: OriginNote | undefined;
}

/** A transformer that is ready to run. */
export interface Step {
  readonly source: StepSource;
  readonly change: Change;
}

/** @returns a step that looks at all objects. */
export function onAll(source: StepSource, apply: (resources: readonly Resource[]) => readonly Resource[]): Step {
  return { source, change: { kind: 'all', apply } };
}

/** @returns a step that changes single objects. */
export function onPool(source: StepSource, apply: (pool: ResourcePool) => void): Step {
  return { source, change: { kind: 'pool', apply } };
}

/**
 * Runs transformers, each on what the former has left.
 *
 * @param isTraced whether the objects are to remember who has changed them
 * @see kustomize api/internal/target multiTransformer.Transform
 */
export function runSteps(
  steps: readonly Step[],
  resources: readonly Resource[],
  isTraced = false,
): readonly Resource[] {
  let current = resources;
  let pool: ResourcePool | undefined;
  for (const step of steps) {
    const { change, source } = step;
    if (isTraced) {
      current = runTraced(step, current);
    } else if (change.kind === 'pool') {
      pool ??= new ResourcePool(current);
      change.apply(pool);
      if (source.note === undefined) continue;
    }
    current = pool === undefined ? current : pool.resources;
    pool = undefined;
    if (change.kind === 'all' && !isTraced) current = change.apply(current);
    const { note } = source;
    if (note !== undefined) current = current.map((resource) => noteTransformation(resource, note));
  }
  return pool === undefined ? current : pool.resources;
}

/** Objects keep their places: a step that takes one away leaves a gap in its pool. */
function runTraced({ change, source }: Step, resources: readonly Resource[]): readonly Resource[] {
  const touch: Touch = { by: source.kind, ...lineAt(source.scope.path, source.node) };
  if (change.kind === 'all') {
    const changed = change.apply(resources);
    return changed.map((after, index) => {
      const before = resources[index];
      return before === undefined ? after : traced(before, after, touch);
    });
  }
  const pool = new ResourcePool(resources);
  change.apply(pool);
  return resources.flatMap((before, place) => {
    const after = pool.at(place);
    return after === undefined ? [] : [traced(before, after, touch)];
  });
}
