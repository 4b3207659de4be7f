import { namedVariables } from '../../../flux/substitute/field-of.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { pathText } from '../../../review/diff/field-changes.ts';
import { quoted } from '../../../text/quoted.ts';
import { validationOf } from '../../view/object-validation.ts';
import { ofRoots } from '../../view/of-roots.ts';
import type { Rule } from '../../view/rule.ts';

/** What to do about quotes of a value that variables are filled into: kustomize drops those in the manifest. */
const IN_VARIABLE: ReadonlyMap<string, string> = new Map([
  ['Put it in quotes.', 'Put quotes into the value of the variable, as in `\'"…"\'`: kustomize drops those around it.'],
  ['Write it without quotes.', 'Take the quotes out of the value of the variable.'],
]);

export const schemaInvalid: Rule = {
  id: 'schema-invalid',
  severity: 'error',
  title: 'A value that the API server rejects',
  why: 'The API server rejects an object with a value of the wrong type or format, or without a required one; Flux then applies nothing of its root.',
  fix: 'Correct the value, or remove the field.',
  check(view) {
    const { after } = view;
    if (after === undefined) return [];
    const { invalid, schemas } = validationOf(view);
    return invalid
      .filter(({ violation }) => violation.code !== 'unknown-field')
      .map(({ object, isOwn, violation: { path, message, fix, node, code, isRejected } }) => {
        const from = namedVariables(node);
        const together = (names: string, areMany = false, roots = '') =>
          `${names}${ofRoots(areMany, roots)}: ${quoted(pathText(path))} ${message}${from}`;
        // What Flux corrects itself is not an error; a release that is newer than the tables may allow one more value.
        const isCertain = isRejected && isOwn && (code !== 'bad-value' || !schemas.isBeyondTables);
        return {
          object,
          ...(isCertain ? {} : { severity: 'warning' as const }),
          message: together(objectTitle(object.resource)),
          together,
          ...after.placeOf(object, node),
          ...(fix === undefined ? {} : { fix: from === '' ? fix : (IN_VARIABLE.get(fix) ?? fix) }),
        };
      });
  },
};
