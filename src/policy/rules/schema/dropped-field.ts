import type { UnlabelledObject } from '../../../flux/kustomization/post-build.ts';
import type { DroppedField } from '../../../flux/kustomization/root-kustomization.ts';
import type { Root } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { whatIs } from '../../../kubernetes/schemas/scalar-value.ts';
import { pathText } from '../../../review/diff/field-changes.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Found, Rule } from '../../view/rule.ts';
import { type Side, shown } from '../../view/side.ts';

export const droppedField: Rule = {
  id: 'dropped-field',
  severity: 'error',
  title: 'A field that Flux drops',
  why: 'Flux rewrites the kustomization of a root with the fields it knows: a misspelled field is dropped silently, and what it added is pruned. In its own Kustomization it only reads the fields of v1. It also adds labels to every object, and drops all others if one of them is not text.',
  fix: 'Remove the field, or correct its name.',
  look: (side) => [
    ...side.inventory.roots.flatMap((root) => root.dropped.map((field) => foundIn(field, root))),
    ...side.inventory.roots.flatMap((root) => (root.unlabelled ?? []).map((each) => lostIn(each, root, side))),
  ],
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

function lostIn({ resource, lost: { label, node } }: UnlabelledObject, root: Root, side: Side): Found {
  const object = { resource, root };
  const path = quoted(pathText(['metadata', 'labels', ...(label === undefined ? [] : [label])]));
  const must = label === undefined ? 'a mapping' : 'text';
  const together = (names: string) =>
    `${names}: ${path} must be ${must}, but is ${whatIs(node)}: Flux drops all labels of the object`;
  return {
    object,
    severity: 'warning',
    message: together(objectTitle(resource)),
    together,
    ...side.placeOf(object, node),
    fix: 'Write it as text, in quotes.',
  };
}
