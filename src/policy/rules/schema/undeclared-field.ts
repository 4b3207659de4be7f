import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { pathText } from '../../../review/diff/field-changes.ts';
import { quoted } from '../../../text/quoted.ts';
import { validationOf } from '../../view/object-validation.ts';
import type { Rule } from '../../view/rule.ts';

export const undeclaredField: Rule = {
  id: 'undeclared-field',
  severity: 'error',
  title: 'A field that the kind does not have',
  why: 'Flux drops unknown fields of the kinds of Kubernetes before it applies them, so that they do nothing; those of custom resources, definitions of these and roles the API server refuses, and the whole root with them.',
  fix: 'Remove the field, or write its name as the schema has it.',
  check(view) {
    const { after } = view;
    if (after === undefined) return [];
    const { invalid, schemas } = validationOf(view);
    return invalid
      .filter(({ violation }) => violation.code === 'unknown-field')
      .map(({ object, isOwn, violation: { path, message, fix, node, isRejected } }) => {
        const outcome = isRejected ? 'the API server refuses the object' : 'it is dropped, and does nothing';
        const together = (names: string) => `${names}: ${quoted(pathText(path))} ${message}: ${outcome}`;
        return {
          object,
          ...(isRejected && isOwn && !schemas.isBeyondTables ? {} : { severity: 'warning' as const }),
          message: together(objectTitle(object.resource)),
          together,
          ...after.placeOf(object, node),
          ...(fix === undefined ? {} : { fix }),
        };
      });
  },
};
