import type { Resolution } from '../../tree/sources/source-table.ts';
import type { FetchErrorCode } from '../problem/fetch-error.ts';

/** A chart in a repository of charts. */
export interface ChartRef {
  /** Its address, as a HelmRepository has it. */
  readonly repository: string;
  readonly name: string;
  /** A version or a range; empty for the newest that is no pre-release. */
  readonly version: string;
}

export type Unavailable = Extract<Resolution, { kind: 'unavailable' }> & { readonly code: FetchErrorCode };

/** What a reference stands for, or why that is not known. */
export type Resolved =
  | (Exclude<Resolution, { kind: 'unavailable' }> & {
      /** Absolute path of the bare Git directory that holds the object and all below it. */
      readonly gitDirectory: string;
    })
  | Unavailable;

/** The archive of a chart, or why there is none. */
export type ResolvedChart =
  | {
      readonly kind: 'chart';
      /** As the repository has it. */
      readonly version: string;
      /** SHA-256 of the archive, in hexadecimal. */
      readonly digest: string;
      /** Absolute path of the archive. */
      readonly file: string;
    }
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
