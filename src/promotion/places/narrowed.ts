import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { relativePath } from '../../tree/objects/paths.ts';
import { kustomizationIn } from '../files/kustomization-file.ts';
import type { Plan } from '../plan/plan.ts';
import type { EntryInclusion } from './inclusion.ts';
import type { Step, Ways } from './way.ts';

/** A reference, and the directories between the list that names it and the cluster's own one. */
interface Narrowed {
  readonly inclusion: EntryInclusion;
  readonly past: readonly string[];
}

/**
 * Finds what to refer to of a set that brings other units too, such as a profile or a component: the outermost reference in
 * it by which nothing but the subject comes.
 *
 * @returns the set itself where it brings nothing else, and where nothing in it does
 */
export function narrowed(
  { draft }: Pick<Plan, 'draft'>,
  ways: Ways,
  object: InventoryObject,
  inclusion: EntryInclusion,
): Narrowed {
  const { list, entry } = inclusion;
  const whole = { inclusion, past: [] };
  const steps = ways.of(object);
  const at = steps.findIndex(({ from, to }) => from === list.directory && to === entry.path);
  const outer = steps[at];
  if (ways.subject.isObject || outer === undefined || outer.flux !== undefined || ways.isOnly(outer)) return whole;
  const inside = inOneRoot(steps.slice(at + 1));
  const inner = inside.find((step) => ways.isOnly(step));
  const named = inner && kustomizationIn(draft, inner.from)?.entries.find(({ path }) => path === inner.to);
  if (inner === undefined || named === undefined) return whole;
  const text = relativePath(list.directory, inner.to);
  const past = [...new Set(inside.slice(0, inside.indexOf(inner) + 1).map(({ from }) => from))];
  return { inclusion: { kind: 'entry', list, entry: { ...named, text } }, past };
}

/** A file that holds a FluxKustomization can be referred to; what this builds is another root's. */
function inOneRoot(steps: readonly Step[]): readonly Step[] {
  const end = steps.findIndex(({ flux }) => flux !== undefined);
  return end < 0 ? steps : steps.slice(0, end + 1);
}
