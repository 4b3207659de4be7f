import { quoted } from '../../../text/quoted.ts';
import { isGuarded, namesOf, previousStage } from '../../facts/stages.ts';
import type { Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const skippedStage: Rule = {
  id: 'skipped-stage',
  severity: 'warning',
  title: 'Production gets something that the stage before it does not run',
  why: 'Production would be the first to run it.',
  fix: 'Add it to the stage before it first, and promote it from there.',
  check({ cluster, before, after, context }) {
    if (before === undefined || after === undefined || !isGuarded(cluster)) return [];
    if (before.inventory === after.inventory) return [];
    const previous = previousStage(cluster, context.after);
    if (previous.length === 0) return [];
    const { unitsOf } = context.after;
    return [...unitsOf(after)].flatMap(([unit, objects]): readonly Found[] => {
      const [object] = objects;
      const isKnown =
        unitsOf(before).has(unit) || previous.some((side) => unitsOf(side).has(unit) || holdsOneOf(side, objects));
      if (object === undefined || isKnown || isForStage(unit, cluster.name)) return [];
      const fix = `Add it to ${namesOf(previous)} first, and promote it from there.`;
      const together = (names: string) => `${names}: new in ${cluster.name}, but not in ${namesOf(previous)}`;
      return [{ name: quoted(unit), message: together(quoted(unit)), together, ...after.entryOf(object), fix }];
    });
  },
};

/** The same objects may come from another directory there. */
function holdsOneOf({ index }: Side, objects: Side['objects']): boolean {
  return objects.some((object) => index.twinOf(object) !== undefined);
}

/** What is called after a cluster is meant for that cluster: `policies/prod`, `prod-only`. */
function isForStage(unit: string, cluster: string): boolean {
  const words = new Set(unit.toLowerCase().split(/[^a-z0-9]+/));
  return cluster
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => words.has(word));
}
