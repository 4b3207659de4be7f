import { RELEASES, type Release, releaseNamed } from '../../src/kustomize/releases/releases.ts';

/**
 * @returns the release of kustomize that `KUSTOMIZE_RELEASE` names; `undefined` where it names none
 * @throws Error where builds cannot follow it
 */
export function wantedRelease(): Release | undefined {
  const text = process.env.KUSTOMIZE_RELEASE ?? '';
  if (text === '') return undefined;
  const release = releaseNamed(text);
  if (release === undefined) throw new Error(`KUSTOMIZE_RELEASE is ${text}, but must be one of ${RELEASES.join(', ')}`);
  return release;
}
