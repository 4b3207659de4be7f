import { quoted } from '../../../text/quoted.ts';
import type { Rule } from '../../view/rule.ts';
import { shown } from '../../view/side.ts';

export const droppedField: Rule = {
  id: 'dropped-field',
  severity: 'error',
  title: 'A misspelled field in a root’s kustomization',
  why: 'Flux rewrites the kustomization of a root with the fields it knows: a misspelled field is dropped silently, and what it added is pruned.',
  fix: 'Remove the field, or correct its name.',
  look: ({ inventory }) =>
    inventory.roots.flatMap((root) =>
      root.dropped.map(({ field, path, line, nearest }) => ({
        message: `${quoted(field)} in ${path} is not a field of a kustomization: Flux drops it, and what it adds`,
        ...shown({ path, line }),
        fix: nearest === undefined ? 'Remove it.' : `Did you mean ${quoted(nearest)}?`,
      })),
    ),
};
