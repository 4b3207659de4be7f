import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { lineAt, type Touch, type Trace } from '../model/origin.ts';
import type { Resource } from '../model/resource.ts';
import { ResourcePool } from '../model/resource-pool.ts';
import type { Scope } from '../model/scope.ts';
import { builtinNote, noteTransformation, type OriginNote } from './build-metadata.ts';
import type { TargetOf } from './target.ts';

/** One change to all objects. Changes of single objects work on a pool, which consecutive steps share. */
type Change =
  | { readonly kind: 'all'; readonly apply: (resources: readonly Resource[]) => readonly Resource[] }
  | { readonly kind: 'pool'; readonly apply: (pool: ResourcePool) => void };

/** Who asks for a change: an entry of a kustomization, or the configuration of a transformer. */
interface StepSource {
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

/** @returns who asks for a change, where a field of a kustomization does. */
export function stepSource(target: TargetOf, kind: string, node: Node | undefined): StepSource {
  return { kind, scope: target.kustomization, node, note: builtinNote(target, kind) };
}

/** Where one transformer of kustomize's is several steps, the last one notes it. */
export function notedOnce(steps: readonly Step[]): readonly Step[] {
  return steps.map((step, index) => (index === steps.length - 1 ? step : unnoted(step)));
}

/** @returns a step that leaves no note of itself. */
export function unnoted(step: Step): Step {
  return { ...step, source: { ...step.source, note: undefined } };
}

/** @returns a step that looks at all objects. */
export function onAll(source: StepSource, apply: (resources: readonly Resource[]) => readonly Resource[]): Step {
  return { source, change: { kind: 'all', apply } };
}

/** @returns a step that changes single objects. */
export function onPool(source: StepSource, apply: (pool: ResourcePool) => void): Step {
  return { source, change: { kind: 'pool', apply } };
}

/** Carries out one change, or leaves it out. */
export type CarryOut = <T>(step: Step, pool: ResourcePool | undefined, apply: () => T, otherwise: T) => T;

const always: CarryOut = (_step, _pool, apply) => apply();

/**
 * Runs transformers, each on what the former has left.
 *
 * @param isTraced whether the objects are to remember who has changed them
 * @param carryOut decides what becomes of a change that fails
 * @see kustomize api/internal/target multiTransformer.Transform
 */
export function runSteps(
  steps: readonly Step[],
  resources: readonly Resource[],
  isTraced = false,
  carryOut: CarryOut = always,
): readonly Resource[] {
  let current = resources;
  let pool: ResourcePool | undefined;
  for (const step of steps) {
    const { change, source } = step;
    if (isTraced) {
      current = runTraced(step, current, carryOut);
    } else if (change.kind === 'pool') {
      const shared = pool ?? new ResourcePool(current);
      pool = shared;
      carryOut(step, shared, () => change.apply(shared), undefined);
      if (source.note === undefined) continue;
    }
    current = pool === undefined ? current : pool.resources;
    pool = undefined;
    const standing = current;
    if (change.kind === 'all' && !isTraced) {
      current = carryOut(step, undefined, () => change.apply(standing), standing);
    }
    const { note } = source;
    if (note !== undefined) current = current.map((resource) => noteTransformation(resource, note));
  }
  return pool === undefined ? current : pool.resources;
}

/** Objects keep their places: a step that takes one away leaves a gap in its pool. */
function runTraced(step: Step, resources: readonly Resource[], carryOut: CarryOut): readonly Resource[] {
  const { change, source } = step;
  const touch: Touch = { by: source.kind, ...lineAt(source.scope.path, source.node) };
  if (change.kind === 'all') {
    const changed = carryOut(step, undefined, () => change.apply(resources), resources);
    return changed.map((after, index) => {
      const before = resources[index];
      return before === undefined ? after : traced(before, after, touch);
    });
  }
  const pool = new ResourcePool(resources);
  carryOut(step, pool, () => change.apply(pool), undefined);
  return resources.flatMap((before, place) => {
    const after = pool.at(place);
    return after === undefined ? [] : [traced(before, after, touch)];
  });
}

const NOTHING: Trace = { touches: [], setBy: new Map() };

/** @returns a changed object that remembers who has changed it, and which of its scalars. */
function traced(before: Resource, after: Resource, touch: Touch): Resource {
  if (before.node === after.node) return after;
  const { touches, setBy } = after.trail.trace ?? before.trail.trace ?? NOTHING;
  const set = new Map(setBy);
  mark(before.node, after.node, touch, set);
  return after.withTrail({ trace: { touches: [...touches, touch], setBy: set } });
}

/** A scalar that was only written again keeps the entry that set it. */
function mark(before: Node | undefined, after: Node, touch: Touch, setBy: Map<Node, Touch>): void {
  if (before === after) return;
  if (after instanceof Scalar) {
    const isSame = before instanceof Scalar && before.text === after.text && before.tag === after.tag;
    const setter = isSame ? setBy.get(before) : touch;
    if (setter !== undefined) setBy.set(after, setter);
  } else if (after instanceof Mapping) {
    for (const [key, value] of after.entries) {
      mark(before instanceof Mapping ? before.get(key) : undefined, value, touch, setBy);
    }
  } else markItems(before instanceof Sequence ? before.items : [], after.items, touch, setBy);
}

/** Items are the same where they are, else where they have one name, else where they stand. */
function markItems(before: readonly Node[], after: readonly Node[], touch: Touch, setBy: Map<Node, Touch>): void {
  const kept = new Set(before);
  const named = new Map(before.flatMap((item) => (nameIn(item) === undefined ? [] : [[nameIn(item), item] as const])));
  after.forEach((item, index) => {
    if (kept.has(item)) return;
    const name = nameIn(item);
    mark(name === undefined ? before[index] : named.get(name), item, touch, setBy);
  });
}

function nameIn(item: Node): string | undefined {
  const name = item instanceof Mapping ? item.get('name') : undefined;
  return name instanceof Scalar ? name.text : undefined;
}
