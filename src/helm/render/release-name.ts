import { HelmError } from '../chart/helm-error.ts';

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const MOST_CHARACTERS = 53;

/** @throws HelmError where a release cannot have the name: `ValidateReleaseName` of Helm's pkg/chart/v2/util */
export function checkReleaseName(name: string): void {
  if (name === '') throw refused(name, 'no name provided');
  if (name.length <= MOST_CHARACTERS && NAME.test(name)) return;
  throw refused(
    name,
    `invalid release name, must match regex ${NAME.source} and the length must not be longer than ${MOST_CHARACTERS}`,
  );
}

function refused(name: string, why: string): HelmError {
  return new HelmError(`release name check failed: release name ${JSON.stringify(name)}: ${why}`);
}
