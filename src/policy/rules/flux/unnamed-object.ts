import { kindName } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Rule } from '../../view/rule.ts';

export const unnamedObject: Rule = {
  id: 'unnamed-object',
  severity: 'error',
  title: 'An object that Flux leaves out',
  why: 'To Flux, an object whose name or `apiVersion` is a number or empty is not an object, and neither is a kustomization file in a list of resources: it is not applied, nothing says so, and what it was before is pruned.',
  fix: 'Write its name in quotes.',
  look: (side) =>
    side.inventory.roots.flatMap((root) =>
      (root.unnamed ?? []).map(({ resource, isKustomization, isSubstituted }) => {
        const place = side.placeOf({ resource, root });
        if (isKustomization) {
          const title = quoted(kindName(resource));
          const message = `${title} in ${root.name} is a kustomization file, not an object: Flux silently leaves it out`;
          return { message, ...place, fix: 'Remove it from `resources`, or refer to its directory.' };
        }
        const after = isSubstituted ? ' once variables are substituted' : '';
        return {
          message: `The name of ${quoted(kindName(resource))} in ${root.name} is not text${after}: Flux silently leaves it out`,
          ...place,
          // Quotes around a variable are gone before it is substituted.
          ...(isSubstituted ? { fix: 'Give the variable a value that starts with a letter.' } : {}),
        };
      }),
    ),
};
