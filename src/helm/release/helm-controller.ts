import type { Release } from '../../kustomize/releases/releases.ts';
import { type HelmVersion, helmVersion } from '../chart/helm-version.ts';
import type { Splitting } from '../render/split-manifests.ts';
import type { PostRendering, PostRenderStrategy } from './post-render/post-render.ts';

/** A release of helm-controller; `patch` is not known where only a minor release is. */
export interface HelmControllerVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number | undefined;
}

/** What a helm-controller does with a release, as far as releases of it differ. */
export interface HelmController {
  readonly helm: HelmVersion;
  readonly splitting: Splitting;
  readonly postRenders: PostRendering['postRenders'];
  readonly strategy: PostRenderStrategy;
  /** Whether a HelmRelease may ask for another strategy. */
  readonly hasStrategies: boolean;
  readonly kustomize: Release;
  /** Whether what stands in `crds/` and is no custom resource definition is left out. */
  readonly dropsOtherCrds: boolean;
}

type Since = readonly [major: number, minor: number, patch: number, changes: Partial<HelmController>];

const OLDEST: HelmController = {
  helm: helmVersion('v3.14'),
  splitting: 'trims-all',
  postRenders: 'the-release',
  strategy: 'nohooks',
  hasStrategies: false,
  kustomize: '5.5.0',
  dropsOtherCrds: false,
};

/**
 * What each release brought.
 *
 * @see fluxcd/helm-controller go.mod, internal/action/install.go, CHANGELOG.md: Helm v4.1 from 1.5.0 on, of which 1.5.4
 *   has a fork that splits as 4.2.2 does; v4.2.0 in 1.5.5, v4.2.1 in 1.6.0, v4.2.2 in 1.6.1, v4.2.4 in 1.6.3
 */
const CHANGES: readonly Since[] = [
  [1, 1, 0, { helm: helmVersion('v3.16') }],
  [1, 2, 0, { helm: helmVersion('v3.17'), kustomize: '5.6.0' }],
  [1, 4, 0, { helm: helmVersion('v3.19'), kustomize: '5.7.1' }],
  [1, 5, 0, { helm: helmVersion('v4.1'), splitting: 'trims', postRenders: 'files', strategy: 'combined' }],
  [1, 5, 4, { splitting: 'keeps', strategy: 'nohooks' }],
  [1, 5, 5, { helm: helmVersion('v4.2'), splitting: 'trims', dropsOtherCrds: true }],
  [1, 6, 0, { strategy: 'combined', hasStrategies: true, kustomize: '5.8.1' }],
  [1, 6, 1, { splitting: 'keeps' }],
];

/**
 * @param version the newest where it is not known; of a minor release, its newest patch
 * @param usesHelm3Defaults whether its feature gate `UseHelm3Defaults` is on
 */
export function helmControllerOf(
  version: HelmControllerVersion | undefined,
  usesHelm3Defaults: boolean = false,
): HelmController {
  const changes = CHANGES.filter((since) => version === undefined || isSince(version, since)).map((since) => since[3]);
  const controller: HelmController = Object.assign({}, OLDEST, ...changes);
  return usesHelm3Defaults ? { ...controller, strategy: 'nohooks' } : controller;
}

function isSince(version: HelmControllerVersion, [major, minor, patch]: Since): boolean {
  if (version.major !== major) return version.major > major;
  if (version.minor !== minor) return version.minor > minor;
  return (version.patch ?? Number.POSITIVE_INFINITY) >= patch;
}
