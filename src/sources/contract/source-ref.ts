import type { Resolution } from '../../tree/sources/source-table.ts';

/** A chart in a repository of charts. */
export interface ChartRef {
  /** Its address, as a HelmRepository has it. */
  readonly repository: string;
  readonly name: string;
  /** A version or a range; empty for the newest that is no pre-release. */
  readonly version: string;
}

export type Unavailable = Extract<Resolution, { kind: 'unavailable' }>;

/** What a reference stands for, or why that is not known. */
export type Resolved =
  | (Exclude<Resolution, Unavailable> & {
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
