import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { pathText } from '../../../review/diff/field-changes.ts';
import { quoted } from '../../../text/quoted.ts';
import { refusalsIn } from '../../facts/refusals.ts';
import type { Rule } from '../../view/rule.ts';

export const refusedValue: Rule = {
  id: 'refused-value',
  severity: 'error',
  title: 'A value that the API server never accepts',
  why: 'The API server checks more than its schemas say: names, labels, selectors, sizes, and values that do not go together. It rejects the object, and Flux stops applying its root.',
  fix: 'Correct the value.',
  look: (side) =>
    refusalsIn(side, 'bad-value').map(({ object, root, refusal: { path, node, message, fix } }) => {
      const together = (names: string) =>
        `${names}: ${quoted(pathText(path))} ${message}: the API server rejects it, and ${root} stops`;
      return {
        object,
        message: together(objectTitle(object.resource)),
        together,
        ...side.placeOf(object, node),
        ...(fix === undefined ? {} : { fix }),
      };
    }),
};
