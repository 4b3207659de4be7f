import { type FieldSpec, mergeFieldSpecs, parseFieldSpecs } from '../../fields/field-spec.ts';
import { compareGvks, type Gvk, parseGvk, sameGvk } from '../../model/gvk.ts';

/** A kind of object, and the fields of others that hold its name. */
export interface NameReference {
  readonly referred: Gvk;
  readonly fields: readonly FieldSpec[];
}

/** Reads the builtin table: a line with a kind, then the rows of the fields that refer to it. */
export function parseNameReferences(table: string): readonly NameReference[] {
  return table
    .split(/\n(?=[A-Z])/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [kind = '', ...rows] = block.trim().split('\n');
      return { referred: parseGvk(kind), fields: parseFieldSpecs(rows.join('\n')) };
    });
}

/**
 * @returns both, what is equal once; `references` itself where nothing is added.
 * @see kustomize api/internal/plugins/builtinconfig nbrSlice.mergeAll
 */
export function mergeNameReferences(
  references: readonly NameReference[],
  added: readonly NameReference[],
): readonly NameReference[] {
  const merged = [...references];
  for (const reference of added) {
    const at = merged.findIndex((each) => sameGvk(each.referred, reference.referred));
    const standing = merged[at];
    if (standing === undefined) {
      merged.push(reference);
      continue;
    }
    const fields = mergeFieldSpecs(standing.fields, reference.fields);
    if (fields !== standing.fields) merged[at] = { ...standing, fields };
  }
  return merged.length === references.length && merged.every((each, at) => each === references[at])
    ? references
    : merged;
}

/** @returns references in kustomize's order of the kinds that are referred to; themselves where they are in it. */
export function sortedNameReferences(references: readonly NameReference[]): readonly NameReference[] {
  const sorted = [...references].sort((a, b) => compareGvks(a.referred, b.referred));
  return sorted.every((each, at) => each === references[at]) ? references : sorted;
}
