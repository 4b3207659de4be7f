import type { FieldChange, Version } from '../../../review/contract/field-change.ts';
import { counted } from '../../../text/counted.ts';
import type { ChangeEntry } from './change-entry.ts';
import { shownFields } from './entry-remarks.ts';
import { isNotRendered } from './why-unrendered.ts';

const STEPS: ReadonlySet<Version['step']> = new Set(['patch', 'minor']);

/** @returns whether all that happens to an object is another patch or minor version of what it names */
export function isRoutine(entry: ChangeEntry): boolean {
  const { sign, effect, remark, consequences, endangersData } = entry;
  if (sign !== '~' || remark !== undefined || endangersData) return false;
  if ((effect !== 'updated' && effect !== 'rolled') || !consequences.every(isNotRendered)) return false;
  const fields = shownFields(entry);
  return fields.length > 0 && fields.every(isStep);
}

/** @returns whether a version says all by its numbers */
export function isRoutineStep({ step }: Version): boolean {
  return STEPS.has(step);
}

function isStep({ version, masked, encrypted, immutable }: FieldChange): boolean {
  return (
    version !== undefined && isRoutineStep(version) && masked !== true && encrypted !== true && immutable === undefined
  );
}

/** @returns what stands above them: `9 objects change only to a patch or minor version` */
export function routinePhrase(count: number): string {
  return `${counted(count, 'object')} ${count === 1 ? 'changes' : 'change'} only to a patch or minor version`;
}
