import { isEmpty } from '../functions/flow/is-empty.ts';
import { NO_TRAIL, type Trail } from '../run/trail.ts';
import type { Value } from '../value/value.ts';
import { together, union } from './marks.ts';
import type { Call } from './text-calls.ts';

/**
 * @returns where the result of a function comes from that gives one of its arguments as it is: what was looked at before
 * and was empty counts too, as it would be given if it were set; `undefined` for other functions
 */
export function choiceTrail({ name, values, trails }: Call): Trail | undefined {
  switch (name) {
    case 'required':
      return trails[1];
    case 'default':
      return values.length > 1 && !isEmpty(values[1]) ? trails[1] : afterEmpty(trails.toReversed(), trails.length - 1);
    case 'coalesce':
      return afterEmpty(trails, firstOf(values));
    case 'ternary': {
      const chosen = trails[values[2] === true ? 0 : 1] ?? NO_TRAIL;
      const { reads, decides } = trails[2] ?? NO_TRAIL;
      return { ...chosen, decides: union(chosen.decides, union(reads, decides)) };
    }
    default:
      return undefined;
  }
}

function firstOf(values: readonly Value[]): number {
  const at = values.findIndex((value) => !isEmpty(value));
  return at < 0 ? values.length : at;
}

function afterEmpty(trails: readonly Trail[], chosen: number): Trail {
  const trail = trails[chosen] ?? NO_TRAIL;
  const { reads, decides } = together(trails.slice(0, chosen));
  const spans = trail.spans?.map((span) => ({ ...span, reads: union(span.reads, reads) }));
  const whole = { ...trail, reads: union(trail.reads, reads), decides: union(trail.decides, decides) };
  return spans === undefined ? whole : { ...whole, spans };
}
