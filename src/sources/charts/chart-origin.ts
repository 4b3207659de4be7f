import type { ChartRef } from '../contract/source-ref.ts';

/** A version of a chart that was chosen, before it is here. */
export interface ChosenChart {
  readonly version: string;
  /** Of the archive, in hexadecimal; `undefined` where nobody tells. */
  readonly sha256: string | undefined;
  /** Downloads the archive to an absolute path. @returns its SHA-256 */
  readonly save: (path: string) => Promise<string>;
}

/** Where charts come from. */
export interface ChartOrigin {
  /** @throws FetchError where it may not be asked */
  readonly permit: (chart: ChartRef) => void;
  /**
   * @param scope whose right to fetch it is
   * @throws FetchError
   */
  readonly choose: (chart: ChartRef, scope: string) => Promise<ChosenChart>;
}
