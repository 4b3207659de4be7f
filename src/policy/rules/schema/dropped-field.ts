import { quoted } from '../../../text/quoted.ts';
import type { Rule } from '../../view/rule.ts';
import { shown } from '../../view/side.ts';

export const droppedField: Rule = {
  id: 'dropped-field',
  severity: 'error',
  title: 'A misspelt field in a root’s kustomization',
  why: 'Flux writes the kustomization of a root anew with the fields it knows: a misspelt one is gone without a word, and what it brought is pruned.',
  fix: 'Remove the field, or spell it right.',
  look: ({ inventory }) =>
    inventory.roots.flatMap((root) =>
      root.dropped.map(({ field, path, line, nearest }) => ({
        message: `${quoted(field)} in ${path} is no field of a kustomization: Flux drops it, and what it brings`,
        ...shown({ path, line }),
        fix: nearest === undefined ? 'Remove it.' : `Did you mean ${quoted(nearest)}?`,
      })),
    ),
};
