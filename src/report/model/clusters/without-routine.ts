import { isRoutine } from '../changes/routine.ts';
import type { ClusterSection } from './cluster-sections.ts';
import type { SectionEntry, UnitSection } from './unit-sections.ts';

/** So many versions stand with their units. */
const MOST_BESIDE = 3;

/**
 * @returns the units of a section with what a reader has to look at, and apart from them the objects of which a version
 *   says all, where they are more than a few
 */
export function withoutRoutine({ units }: ClusterSection): {
  readonly units: readonly UnitSection[];
  readonly routine: readonly SectionEntry[];
} {
  const routine = units.flatMap(({ entries }) => entries.filter(({ entry }) => isRoutine(entry)));
  if (routine.length <= MOST_BESIDE) return { units, routine: [] };
  const others = units
    .map((unit) => ({ ...unit, entries: unit.entries.filter(({ entry }) => !isRoutine(entry)) }))
    .filter(({ entries, alsoMoved }) => entries.length > 0 || alsoMoved > 0);
  return { units: others, routine };
}
