import type { DroppedField } from '../../../flux/kustomization/root-kustomization.ts';
import type { Root } from '../../../flux/roots/inventory.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Found, Rule } from '../../view/rule.ts';
import { shown } from '../../view/side.ts';

export const droppedField: Rule = {
  id: 'dropped-field',
  severity: 'error',
  title: 'A field that Flux drops',
  why: 'Flux rewrites the kustomization of a root with the fields it knows: a misspelled field is dropped silently, and what it added is pruned. Of a Kustomization of Flux it reads the fields of v1 alone.',
  fix: 'Remove the field, or correct its name.',
  look: ({ inventory }) => inventory.roots.flatMap((root) => root.dropped.map((field) => foundIn(field, root))),
};

function foundIn({ of, field, path, line, nearest }: DroppedField, { name }: Root): Found {
  if (of === 'FluxKustomization') {
    return {
      message: `${quoted(`spec.${field}`)} of Kustomization ${quoted(name)} does nothing: the controllers have not read it since v1.0`,
      ...shown({ path, line }),
      fix: nearest === undefined ? 'Remove it.' : `Write it as ${quoted(`spec.${nearest}`)}.`,
    };
  }
  return {
    message: `${quoted(field)} in ${path} is not a field of a kustomization: Flux drops it, and what it adds`,
    ...shown({ path, line }),
    fix: nearest === undefined ? 'Remove it.' : `Did you mean ${quoted(nearest)}?`,
  };
}
