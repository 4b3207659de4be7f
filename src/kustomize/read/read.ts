import type { FieldSpec } from '../fields/field-spec.ts';
import type { FieldSpecEntry } from './fields.ts';

/** @returns a field specification that a kustomization or configuration file writes, with empty parts filled in. */
export function fieldSpecOf(entry: FieldSpecEntry): FieldSpec {
  return {
    group: entry.group?.text ?? '',
    version: entry.version?.text ?? '',
    kind: entry.kind?.text ?? '',
    path: entry.path?.text ?? '',
    create: entry.create,
  };
}
