/** A Helm that is followed: what it does otherwise than the newest hangs on its major version. */
export interface HelmVersion {
  readonly major: 3 | 4;
  /** As `.Capabilities.HelmVersion` tells it. */
  readonly text: string;
}

/** The one that is followed where nobody says. */
export const NEWEST_HELM: HelmVersion = { major: 4, text: 'v4.2' };

/** @returns a version as Helm tells it of itself: `v3.19` */
export function helmVersion(text: `v3.${number}` | `v4.${number}`): HelmVersion {
  return { major: text.startsWith('v3') ? 3 : 4, text };
}
