import { kindName } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Rule } from '../../view/rule.ts';

export const unnamedObject: Rule = {
  id: 'unnamed-object',
  severity: 'error',
  title: 'An object that Flux leaves out',
  why: 'An object whose name or `apiVersion` is a number, or empty, is no object to Flux: it is not applied, nothing says so, and what it was before is pruned.',
  fix: 'Write its name in quotes.',
  look: (side) =>
    side.inventory.roots.flatMap((root) =>
      (root.unnamed ?? []).map(({ resource, isSubstituted }) => {
        const after = isSubstituted ? ' once variables are substituted' : '';
        return {
          message: `The name of ${quoted(kindName(resource))} in ${root.name} is not text${after}: Flux leaves it out without a word`,
          ...side.placeOf({ resource, root }),
          // Quotes around a variable are gone before it is substituted.
          ...(isSubstituted ? { fix: 'Give the variable a value that starts with a letter.' } : {}),
        };
      }),
    ),
};
