/**
 * The releases of kustomize that builds can follow, oldest first. v5.8.0 is not among them: in it every base took on the
 * namespace of what refers to it, which v5.8.1 took back. Built with Go 1.27, as v5.8.3 has to be, kustomize can print
 * keys that are whole numbers; they are refused here whatever the release.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/releases
 */
export const RELEASES = ['5.5.0', '5.6.0', '5.7.0', '5.7.1', '5.8.1', '5.8.2', '5.8.3'] as const;

/** A release of kustomize, without the `v`. */
export type Release = (typeof RELEASES)[number];

export const NEWEST_RELEASE: Release = '5.8.3';

/** @returns the release that a text such as `v5.8.1` names; `undefined` where builds cannot follow it. */
export function releaseNamed(text: string): Release | undefined {
  const name = text.replace(/^v/, '');
  return RELEASES.find((release) => release === name);
}

/** Whether a release is another one, or came after it. */
export function isSince(release: Release, since: Release): boolean {
  return RELEASES.indexOf(release) >= RELEASES.indexOf(since);
}
