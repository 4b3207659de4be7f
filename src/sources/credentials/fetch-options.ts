import type { FetchWatch } from '../contract/fetch-watch.ts';
import type { Rights } from './rights.ts';

/** How something is fetched, whatever it is. */
export interface FetchOptions {
  /** Of who asks. */
  readonly rights: Rights;
  readonly signal?: AbortSignal | undefined;
  readonly watch?: FetchWatch | undefined;
}
