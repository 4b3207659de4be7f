import { splitImage } from '../../kubernetes/facts/image-name.ts';
import { newestMinorIn } from './version-range.ts';

/** The Deployments of Flux, by what they reconcile. */
export const CONTROLLERS = [
  'source-controller',
  'kustomize-controller',
  'helm-controller',
  'notification-controller',
  'image-reflector-controller',
  'image-automation-controller',
  'source-watcher',
] as const;

export type ControllerName = (typeof CONTROLLERS)[number];

/** A release of one controller, or of Flux; `patch` is not known where only a minor release is asked for. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number | undefined;
}

/**
 * The version of each controller that a minor release of Flux 2 brings: the first Flux minor that bears a major version
 * of the controller, and the controller's minor in it. The two go up together from there.
 *
 * @see fluxcd/flux2 manifests/bases; controlplaneio-fluxcd/flux-operator config/data/flux
 */
const BROUGHT: Readonly<Record<ControllerName, readonly (readonly [since: number, major: number, minor: number])[]>> = {
  'source-controller': [[0, 1, 0]],
  'kustomize-controller': [[0, 1, 0]],
  'notification-controller': [[0, 1, 0]],
  'helm-controller': [
    [3, 1, 0],
    [0, 0, 35],
  ],
  'image-reflector-controller': [
    [7, 1, 0],
    [0, 0, 29],
  ],
  'image-automation-controller': [
    [7, 1, 0],
    [0, 0, 35],
  ],
  'source-watcher': [[7, 2, 0]],
};

/** @returns the version that a text such as `v1.8.3` or `1.8` names; `undefined` where it is no single release. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-+].*)?$/.exec(text) ?? [];
  if (major === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), patch: patch === undefined ? undefined : Number(patch) };
}

/** @returns the version that an image's tag names, with or without a digest behind it. */
export function imageVersion(image: string): Version | undefined {
  return parseVersion(splitImage(image).tag);
}

/**
 * Reads which Flux is asked for: a release, or the newest minor one of a range, such as `2.8.x` and `>=2.6.0 <2.8.0`. Of
 * a range without an end such as `2.x` the cluster runs the newest that its flux-operator knows, which nobody can tell
 * from here.
 */
export function distributionVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^[~=v\s]*(\d+)\.(\d+)(?:\.(\d+|[xX*]))?(?:[-+].*)?$/.exec(text.trim()) ?? [];
  if (major === undefined) {
    const newest = newestMinorIn(text);
    return newest === undefined ? undefined : { major: 2, minor: newest, patch: undefined };
  }
  const isExact = patch !== undefined && /^\d+$/.test(patch) && !text.includes('~');
  return { major: Number(major), minor: Number(minor), patch: isExact ? Number(patch) : undefined };
}

/** @returns the version of a controller that a release of Flux brings, as far as its minor; none before it was part of it. */
export function versionIn(flux: Version, controller: ControllerName): Version | undefined {
  if (flux.major !== 2) return undefined;
  const found = BROUGHT[controller].find(([since]) => flux.minor >= since);
  if (found === undefined) return undefined;
  const [since, major, minor] = found;
  return { major, minor: minor + flux.minor - since, patch: undefined };
}

/** @returns the minor release of Flux 2 that brings a version of a controller. */
export function fluxMinorOf(controller: ControllerName, { major, minor }: Version): number | undefined {
  const found = BROUGHT[controller].find((each) => each[1] === major);
  return found === undefined ? undefined : found[0] + minor - found[2];
}

/** @returns whether a version is this one, such as `1.9`, or a later one. */
export function isSince({ major, minor }: Version, since: Pick<Version, 'major' | 'minor'>): boolean {
  return major > since.major || (major === since.major && minor >= since.minor);
}

/** @returns a version as people write it, `1.8.3`, or `1.8`. */
export function versionText({ major, minor, patch }: Version): string {
  return `${major}.${minor}${patch === undefined ? '' : `.${patch}`}`;
}
