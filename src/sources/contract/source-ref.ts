import type { Lack, Resolution } from '../../tree/sources/source-table.ts';
import type { FetchErrorCode } from '../problem/fetch-error.ts';

export type Unavailable = Extract<Resolution, { kind: 'unavailable' }> & { readonly code: FetchErrorCode };

/** Why it is not whole, though the rest of it is there. */
export interface Lacking extends Lack {
  readonly code: FetchErrorCode;
}

/** What is brought of a reference, or why nothing is. */
export type Resolved =
  | (Omit<Extract<Resolution, { kind: 'directory' | 'file' }>, 'lacking'> & {
      readonly lacking?: Lacking;
      /** Absolute path of the bare Git directory that holds the object and all below it. */
      readonly gitDirectory: string;
    })
  | Unavailable;

/** What a reference stands for, or why that is not known. */
export type Answer = Resolved | Extract<Resolution, { kind: 'present' }>;

/** @returns all of it that decides what is read: where something is kept does not */
export function asResolution(resolved: Answer): Resolution {
  if (resolved.kind === 'unavailable') {
    const { code: _code, ...why } = resolved;
    return why;
  }
  if (resolved.kind === 'present') return resolved;
  const { gitDirectory: _directory, lacking, ...resolution } = resolved;
  if (lacking === undefined) return resolution;
  const { code: _code, ...why } = lacking;
  return { ...resolution, lacking: why };
}

/** @returns the bare Git directories that hold what references stand for */
export function gitDirectoriesOf(resolved: Iterable<Answer>): readonly string[] {
  return [...resolved].flatMap((each) => ('gitDirectory' in each ? [each.gitDirectory] : []));
}
