import type { FieldChange, Version } from '../../review/contract/field-change.ts';
import { counted } from '../../text/counted.ts';
import type { ChangeEntry } from './change-entry.ts';

/** @returns whether a changed field is worth showing: another order or another spelling of the same is only counted */
export function isShown({ order, spelling }: FieldChange): boolean {
  return order !== true && spelling !== true;
}

/** @returns what an entry's fields say as versions, each once */
export function versionsOf({ fields }: ChangeEntry): readonly Version[] {
  const versions = fields.flatMap(({ version }) => (version === undefined ? [] : [version]));
  return [...new Map(versions.map((version) => [JSON.stringify(version), version])).values()];
}

/** @returns `podinfo 6.9.0 → 6.9.1`, without the registry */
export function versionText({ of, before, after }: Version): string {
  return `${shortName(of)} ${before} → ${after}`;
}

/** @returns `patch`; for what is no step of a version, what it is */
export function stepText({ step }: Version): string {
  if (step === 'digest') return 'other content under the same tag';
  return step === 'other' ? 'another version' : step;
}

/** @returns what is counted instead of shown: `2 lists in another order`; empty without any */
export function unshownFields(entry: ChangeEntry): readonly string[] {
  const ordered = entry.fields.filter(({ order }) => order === true).length;
  const spelled = entry.fields.filter(({ spelling }) => spelling === true).length;
  return [
    ...(ordered === 0 ? [] : [`${counted(ordered, 'list')} in another order`]),
    ...(spelled === 0 ? [] : [`${counted(spelled, 'value')} spelled otherwise`]),
  ];
}

function shortName(of: string): string {
  return of.slice(of.lastIndexOf('/') + 1);
}
