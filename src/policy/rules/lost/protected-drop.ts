import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { containersOf, podSpecOf } from '../../../kubernetes/facts/pod-spec.ts';
import { billionths } from '../../../kubernetes/facts/quantity.ts';
import { runsPerWeek } from '../../../kubernetes/facts/runs-per-week.ts';
import { quoted } from '../../../text/quoted.ts';
import { Mapping, type Node } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { isGuarded } from '../../facts/stages.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const protectedDrop: Rule = {
  id: 'protected-drop',
  severity: 'warning',
  title: 'Production loses more than half of its replicas, runs or resources',
  why: 'A number that was meant for another stage can take production down as surely as a wrong image.',
  fix: 'Check that the number is meant for this cluster; if it comes from a base, set it in the overlay.',
  check(view) {
    if (!isGuarded(view.cluster)) return [];
    return view.pairs.differing.flatMap(({ before, after }): readonly Found[] => {
      if (before === undefined || after === undefined || before.resource.node === after.resource.node) return [];
      const amounts = amountsOf(before);
      return [...amountsOf(after)].flatMap(([what, { amount, node }]) => {
        const was = amounts.get(what);
        if (was === undefined || was.amount === 0 || amount * 2 >= was.amount) return [];
        const message = `${objectTitle(after.resource)}: ${what} from ${quoted(textAt(was.node))} to ${quoted(textAt(node))}`;
        return [{ object: after, message, ...view.after?.placeOf(after, node) }];
      });
    });
  },
};

interface Amount {
  readonly amount: number;
  readonly node: Node | undefined;
}

/** @returns what an object has how much of. */
function amountsOf(object: InventoryObject): ReadonlyMap<string, Amount> {
  const { kind, node } = object.resource;
  const spec = nodeAt(node, 'spec');
  const amounts = new Map<string, Amount>();
  const note = (what: string, at: Node | undefined, amount: number | undefined): void => {
    if (at !== undefined && amount !== undefined) amounts.set(what, { amount, node: at });
  };
  for (const field of ['replicas', 'minReplicas', 'maxReplicas']) {
    const at = nodeAt(spec, field);
    note(field, at, countOf(at));
  }
  if (kind === 'CronJob') note('schedule', nodeAt(spec, 'schedule'), runsPerWeek(textAt(spec, 'schedule')));
  const pod = podSpecOf(object.resource);
  for (const container of pod === undefined ? [] : containersOf(pod)) {
    for (const field of ['requests', 'limits']) {
      const resources = nodeAt(container, 'resources', field);
      for (const [name, at] of resources instanceof Mapping ? resources.entries : []) {
        const value = billionths(textAt(at));
        note(
          `${name} ${field} of ${quoted(textAt(container, 'name'))}`,
          at,
          value === undefined ? undefined : Number(value),
        );
      }
    }
  }
  return amounts;
}

function countOf(node: Node | undefined): number | undefined {
  const text = textAt(node);
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
