import type { Release } from '../../kustomize/releases/releases.ts';
import { isSince, type Version } from './controller-version.ts';

/**
 * The kustomize that kustomize-controller is built with, by the minor release of the controller that brought it; patch
 * releases have never changed it. Releases before 1.5 pin kustomize 5.0.3 to 5.4.3, which build as 5.5.0 as far as is
 * known here.
 *
 * @see fluxcd/kustomize-controller go.mod: sigs.k8s.io/kustomize/api v0.19.0 in v1.5.0 and v1.6.0, v0.20.1 in v1.7.0,
 *   v0.21.1 from v1.8.0 to v1.10.1
 */
const PINNED: readonly (readonly [since: Pick<Version, 'major' | 'minor'>, kustomize: Release])[] = [
  [{ major: 1, minor: 8 }, '5.8.1'],
  [{ major: 1, minor: 7 }, '5.7.1'],
  [{ major: 1, minor: 5 }, '5.6.0'],
  [{ major: 0, minor: 0 }, '5.5.0'],
];

/** The one of the newest kustomize-controller. */
const NEWEST: Release = '5.8.1';

/** @returns the release of kustomize by which a kustomize-controller builds; by the newest where none is known. */
export function kustomizeOf(controller: Version | undefined): Release {
  if (controller === undefined) return NEWEST;
  return PINNED.find(([since]) => isSince(controller, since))?.[1] ?? NEWEST;
}
