import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Rule } from '../../view/rule.ts';

export const missingVariable: Rule = {
  id: 'missing-variable',
  severity: 'warning',
  title: 'A substitution variable that nothing sets',
  why: 'Unless the controller is strict, it replaces a variable without a value with nothing, even one that a script meant for itself: the result is valid, and wrong.',
  fix: 'Set it in `postBuild`, or give it a default with `:=`. If it is not meant for Flux, write its dollar sign twice.',
  look: (side) =>
    [...new Set(side.objects.map(({ root }) => root))].flatMap((root) =>
      (root.unset ?? []).map(({ name, node, resource }) => {
        const object = { resource, root };
        const together = (names: string) => `nothing sets ${quoted(`\${${name}}`)} for ${names}`;
        return {
          object,
          message: together(objectTitle(resource)),
          together,
          ...side.placeOf(object, node),
        };
      }),
    ),
};
