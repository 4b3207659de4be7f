import { realKustomize } from '../../scripts/conformance/real-kustomize.ts';
import { wantedRelease } from '../../scripts/conformance/wanted-release.ts';
import { behavioursOf } from '../../src/kustomize/releases/behaviours.ts';

/** The release that is compared with: that of the newest kustomize-controller, unless `KUSTOMIZE_RELEASE` names another. */
const RELEASE = wantedRelease() ?? '5.8.1';

export const COMPARED = behavioursOf(RELEASE);

/** How it is started. Throws where it is not here. */
export const REAL = realKustomize(RELEASE);
