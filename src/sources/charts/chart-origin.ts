import type { ChartRef } from '../contract/source-ref.ts';
import type { Rights } from '../credentials/rights.ts';

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
  /** @returns whose it is @throws FetchError where it may not be asked */
  readonly scopeOf: (chart: ChartRef, rights: Rights) => string;
  /** @throws FetchError */
  readonly choose: (chart: ChartRef, rights: Rights) => Promise<ChosenChart>;
}
