import { isStrict, mainOf } from '../../../flux/controllers/controllers.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Rule } from '../../view/rule.ts';

export const missingVariable: Rule = {
  id: 'missing-variable',
  severity: 'warning',
  title: 'A substitution variable that nothing sets',
  why: 'Unless the controller is strict, it replaces a variable without a value with nothing, even one that was meant for a script: the result is valid, and wrong.',
  fix: 'Set it in `postBuild`, or give it a default with `:=`. If it is not meant for Flux, write its dollar sign twice.',
  look: (side) => {
    const { cluster, inventory } = side;
    const isKnown =
      cluster.via !== undefined || isStrict(mainOf(inventory.controllers, 'kustomize-controller')) !== undefined;
    const refusal = isKnown ? '' : ', which kustomize-controller refuses from 1.9 on: which one runs is not known';
    return [...new Set(side.objects.map(({ root }) => root))].flatMap((root) =>
      (root.unset ?? []).map(({ name, node, resource }) => {
        const object = { resource, root };
        const together = (names: string) => `nothing sets ${quoted(`\${${name}}`)} for ${names}${refusal}`;
        return {
          object,
          key: JSON.stringify([resource.id, name]),
          message: together(objectTitle(resource)),
          together,
          ...side.placeOf(object, node),
        };
      }),
    );
  },
};
