import type { FetchWatch } from '../contract/fetch-watch.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';

/** What one download may take. */
export interface DownloadLimits {
  /** Of the whole answer. */
  readonly bytes: number;
  /** Of a whole download, redirects included. In milliseconds. */
  readonly time: number;
  /** Without a byte. In milliseconds. */
  readonly silence: number;
  readonly redirects: number;
  /** Ends it before its time. */
  readonly signal?: AbortSignal | undefined;
  /** Is told what it does. */
  readonly watch?: FetchWatch | undefined;
}

const PATIENCE = { time: 60_000, silence: 20_000, redirects: 5 };

/** @see fluxcd/source-controller main.go helm-index-max-size, helm-chart-max-size, helm-chart-file-max-size */
export const FILE_LIMITS: DownloadLimits = { ...PATIENCE, bytes: 5 * 1024 * 1024 };
export const CHART_LIMITS: DownloadLimits = { ...PATIENCE, bytes: 10 * 1024 * 1024 };
export const INDEX_LIMITS: DownloadLimits = { ...PATIENCE, bytes: 50 * 1024 * 1024 };
/** Flux has no limit for it; what it holds are manifests. */
export const LAYER_LIMITS: DownloadLimits = { ...PATIENCE, bytes: 32 * 1024 * 1024 };
export const MANIFEST_LIMITS: DownloadLimits = { ...PATIENCE, bytes: 4 * 1024 * 1024 };
/** Whether an image is there is nothing that a review waits for long. */
export const IMAGE_LIMITS: DownloadLimits = { time: 10_000, silence: 5_000, redirects: 5, bytes: 4 * 1024 * 1024 };

/** @returns the same, ended by a signal and watched, where that is asked for */
export function limitsWith(
  limits: DownloadLimits,
  { signal, watch }: Pick<FetchOptions, 'signal' | 'watch'>,
): DownloadLimits {
  return { ...limits, signal, watch };
}
