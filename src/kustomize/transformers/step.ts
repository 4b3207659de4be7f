import { noteTransformation, type OriginNote } from '../build-metadata.ts';
import type { Resource } from '../resource.ts';
import { ResourcePool } from '../resource-pool.ts';

/** One change to all objects. Changes of single objects work on a pool, which consecutive steps share. */
export type Change =
  | { readonly kind: 'all'; readonly apply: (resources: readonly Resource[]) => readonly Resource[] }
  | { readonly kind: 'pool'; readonly apply: (pool: ResourcePool) => void };

/** A transformer that is ready to run. */
export interface Step {
  readonly change: Change;
  /** What is noted on every object, where `buildMetadata` asks for it. */
  readonly note: OriginNote | undefined;
}

/** @returns a step that looks at all objects. */
export function onAll(
  note: OriginNote | undefined,
  apply: (resources: readonly Resource[]) => readonly Resource[],
): Step {
  return { note, change: { kind: 'all', apply } };
}

/** @returns a step that changes single objects. */
export function onPool(note: OriginNote | undefined, apply: (pool: ResourcePool) => void): Step {
  return { note, change: { kind: 'pool', apply } };
}

/**
 * Runs transformers, each on what the former has left.
 *
 * @see kustomize api/internal/target multiTransformer.Transform
 */
export function runSteps(steps: readonly Step[], resources: readonly Resource[]): readonly Resource[] {
  let current = resources;
  let pool: ResourcePool | undefined;
  for (const { change, note } of steps) {
    if (change.kind === 'pool') {
      pool ??= new ResourcePool(current);
      change.apply(pool);
      if (note === undefined) continue;
    }
    current = pool === undefined ? current : pool.resources;
    pool = undefined;
    if (change.kind === 'all') current = change.apply(current);
    if (note !== undefined) current = current.map((resource) => noteTransformation(resource, note));
  }
  return pool === undefined ? current : pool.resources;
}
