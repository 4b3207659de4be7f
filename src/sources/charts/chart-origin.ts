import type { SourceRef } from '../../tree/sources/source-ref.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Rights } from '../credentials/rights.ts';

export type ChartSource = Extract<SourceRef, { kind: 'chart' }>;

/** A version of a chart that was chosen, before it is here. */
export interface ChosenChart {
  readonly version: string;
  /** Of the archive, in hexadecimal; `undefined` where nobody tells. */
  readonly sha256: string | undefined;
  /** Downloads the archive. @throws FetchError */
  readonly get: () => Promise<Uint8Array>;
}

/** Where charts come from. */
export interface ChartOrigin {
  /** @returns whose it is @throws FetchError where it may not be asked */
  readonly scopeOf: (chart: ChartSource, rights: Rights) => string;
  /** @throws FetchError; `no-such-ref` where it is known that there is none */
  readonly choose: (chart: ChartSource, options: FetchOptions) => Promise<ChosenChart>;
}
