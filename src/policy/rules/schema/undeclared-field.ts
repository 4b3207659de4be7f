import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { pathText } from '../../../review/diff/field-changes.ts';
import { quoted } from '../../../text/quoted.ts';
import { validationOf } from '../../view/object-validation.ts';
import { ofRoots } from '../../view/of-roots.ts';
import type { Rule } from '../../view/rule.ts';

const DROPPED = 'it is dropped, and does nothing';

export const undeclaredField: Rule = {
  id: 'undeclared-field',
  severity: 'error',
  title: 'A field that the kind does not have',
  why: 'In built-in kinds, Flux drops unknown fields before it applies them, so they do nothing; in custom resources, CRDs and roles, the API server rejects the object, and nothing of its root is applied.',
  fix: 'Remove the field, or correct its name.',
  check(view) {
    const { after } = view;
    if (after === undefined) return [];
    const { invalid, schemas } = validationOf(view);
    return invalid
      .filter(({ violation }) => violation.code === 'unknown-field')
      .map(({ object, isOwn, violation: { path, message, fix, node, isRejected } }) => {
        const rejected = isOwn
          ? 'the API server rejects the object'
          : 'the API server rejects the object, if the CRD is as in another cluster';
        const isOfHelm = object.root.by === 'release';
        const outcome = !isRejected ? DROPPED : isOfHelm ? `${DROPPED}, unless Helm applies on the server` : rejected;
        const together = (names: string, areMany = false, roots = '') =>
          `${names}${ofRoots(areMany, roots)}: ${quoted(pathText(path))} ${message}: ${outcome}`;
        return {
          object,
          ...(isRejected && isOwn && !isOfHelm && !schemas.isBeyondTables ? {} : { severity: 'warning' as const }),
          message: together(objectTitle(object.resource)),
          together,
          ...after.placeOf(object, node),
          ...(fix === undefined ? {} : { fix }),
        };
      });
  },
};
