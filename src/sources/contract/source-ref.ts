import type { Resolution } from '../../tree/sources/source-table.ts';
import type { FetchErrorCode } from '../problem/fetch-error.ts';

export type Unavailable = Extract<Resolution, { kind: 'unavailable' }> & { readonly code: FetchErrorCode };

/** What a reference stands for, or why that is not known. */
export type Resolved =
  | (Exclude<Resolution, { kind: 'unavailable' }> & {
      /** Absolute path of the bare Git directory that holds the object and all below it. */
      readonly gitDirectory: string;
    })
  | Unavailable;

/** @returns all of it that decides what is read: where something is kept does not */
export function asResolution(resolved: Resolved): Resolution {
  if (resolved.kind === 'unavailable') {
    const { code: _code, ...why } = resolved;
    return why;
  }
  const { gitDirectory: _directory, ...resolution } = resolved;
  return resolution;
}

/** @returns the bare Git directories that hold what references stand for */
export function gitDirectoriesOf(resolved: Iterable<Resolved>): readonly string[] {
  return [...resolved].flatMap((each) => ('gitDirectory' in each ? [each.gitDirectory] : []));
}
